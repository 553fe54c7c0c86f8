using System.Text;

namespace HostSim.Network;

/// <summary>Takes secrets out of one direction of an XMPP stream as it passes, before anybody stores it.</summary>
/// <remarks>
/// Works character by character, so a secret cut by a packet border is masked too.
/// <code>
/// text inside auth, authenticate, initial-response, response, challenge, success, additional-data, password  → …
/// the value of any attribute called token                                                                   → …
/// </code>
/// Elements of RFC 6120 §6, XEP-0388, XEP-0484 and XEP-0077. A malformed stream can only mask more.
/// </remarks>
public sealed class SecretMask
{
    /// <summary>What stands in the place of a secret.</summary>
    public const char Mark = '…';

    // Longest name worth keeping: names of secret elements and attributes are shorter.
    private const int MaxName = 32;

    private static readonly HashSet<string> SecretElements = new(StringComparer.Ordinal)
    {
        "auth", "authenticate", "initial-response", "response", "challenge", "success", "additional-data", "password",
    };

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _name = new(MaxName);
    private readonly StringBuilder _attribute = new(MaxName);
    private Place _place;
    private int _depth;
    private bool _masking;
    private char _quote;
    private char _last;

    private enum Place
    {
        Text,
        Tag,
        Attribute,
        Value,
    }

    // XMPP has no CDATA, but if a peer sends a secret in one it is still a secret.
    private bool IsDeclaration => _name.Length > 0 && _name[0] == '!';

    /// <summary>The passing bytes as text, without the secrets.</summary>
    public string Mask(ReadOnlySpan<byte> bytes)
    {
        char[] characters = new char[_decoder.GetCharCount(bytes, flush: false)];
        _decoder.GetChars(bytes, characters, flush: false);
        StringBuilder shown = new(characters.Length);
        foreach (char c in characters)
        {
            Pass(c, shown);
        }

        return shown.ToString();
    }

    private void Pass(char c, StringBuilder shown)
    {
        bool hidden = _place switch
        {
            Place.Text => InText(c),
            Place.Tag => InTag(c),
            Place.Attribute => InAttribute(c),
            _ => InValue(c),
        };
        if (!hidden)
        {
            _masking = false;
            shown.Append(c);
        }
        else if (!_masking)
        {
            _masking = true;
            shown.Append(Mark);
        }

        _last = c;
    }

    private bool InText(char c)
    {
        if (c != '<')
        {
            return _depth > 0;
        }

        _place = Place.Tag;
        _name.Clear();
        return false;
    }

    private bool InTag(char c)
    {
        if (c == '>')
        {
            EndTag();
        }
        else if (char.IsWhiteSpace(c))
        {
            _place = Place.Attribute;
            _attribute.Clear();
        }
        else
        {
            Keep(_name, c);
        }

        return IsDeclaration && _depth > 0 && c != '>';
    }

    private bool InAttribute(char c)
    {
        if (c == '>')
        {
            EndTag();
        }
        else if (c is '"' or '\'')
        {
            _quote = c;
            _place = Place.Value;
        }
        else if (c != '=' && !char.IsWhiteSpace(c))
        {
            if (char.IsWhiteSpace(_last))
            {
                _attribute.Clear();
            }

            Keep(_attribute, c);
        }

        return IsDeclaration && _depth > 0 && c != '>';
    }

    private bool InValue(char c)
    {
        if (c != _quote)
        {
            return Local(_attribute) == "token";
        }

        _place = Place.Attribute;
        _attribute.Clear();
        return false;
    }

    private void EndTag()
    {
        _place = Place.Text;
        if (_name.Length > 0 && _name[0] == '/')
        {
            _depth = Math.Max(0, _depth - 1);
        }
        else if (_last != '/' && !IsDeclaration && (_depth > 0 || SecretElements.Contains(Local(_name))))
        {
            _depth++;
        }
    }

    private static void Keep(StringBuilder name, char c)
    {
        if (name.Length < MaxName)
        {
            name.Append(c);
        }
    }

    private static string Local(StringBuilder name)
    {
        string whole = name.ToString();
        return whole[(whole.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
