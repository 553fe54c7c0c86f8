using System.Text;

namespace HostSim.Network;

/// <summary>Takes secrets out of one direction of an IMIP conversation as it passes.</summary>
/// <remarks>
/// Works byte by byte, so a secret cut by a packet border is masked too.
/// <code>
/// the body of HELO, a challenge, and of LOGN, its proof: together they let a reader try passwords     → …
/// </code>
/// What is no block is masked up to the end.
/// </remarks>
internal sealed class ImipMask
{
    private static readonly byte[] Mark = Encoding.UTF8.GetBytes([SecretMask.Mark]);

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();
    private Place _place;
    private bool _isLogin;
    private bool _masking;
    private int _left;

    private enum Place
    {
        FirstLine,
        Size,
        Headers,
        Body,
        Broken,
    }

    /// <summary>The passing bytes as text, without the secrets.</summary>
    public string Mask(ReadOnlySpan<byte> bytes)
    {
        List<byte> shown = new(bytes.Length);
        foreach (byte next in bytes)
        {
            bool hidden = (_place == Place.Body && _isLogin) || _place == Place.Broken;
            if (!hidden)
            {
                shown.Add(next);
            }
            else if (!_masking)
            {
                shown.AddRange(Mark);
            }

            _masking = hidden;
            Pass(next);
        }

        byte[] kept = [.. shown];
        char[] characters = new char[_decoder.GetCharCount(kept, flush: false)];
        _decoder.GetChars(kept, characters, flush: false);
        return new string(characters);
    }

    private void Pass(byte next)
    {
        bool isContent = _place is Place.Headers or Place.Body;
        if (_place != Place.Body && _place != Place.Broken)
        {
            PassLine((char)next);
        }

        if (isContent && --_left == 0)
        {
            Begin(Place.FirstLine);
        }
    }

    private void PassLine(char next)
    {
        _line.Append(next);
        if (next != '\n')
        {
            _place = _line.Length > 1024 ? Place.Broken : _place;
            return;
        }

        string line = _line.ToString().TrimEnd('\r', '\n');
        _line.Clear();
        switch (_place)
        {
            case Place.FirstLine:
                _isLogin = line.StartsWith("HELO", StringComparison.Ordinal)
                    || line.StartsWith("LOGN", StringComparison.Ordinal);
                _place = Place.Size;
                break;
            case Place.Size:
                bool isSize = int.TryParse(line, System.Globalization.NumberStyles.None, null, out _left);
                Begin(!isSize ? Place.Broken : _left == 0 ? Place.FirstLine : Place.Headers);
                break;
            default:
                _place = line.Length == 0 ? Place.Body : Place.Headers;
                break;
        }
    }

    private void Begin(Place place)
    {
        _place = place;
        _line.Clear();
    }
}
