using Core;
using Core.Bytes;
using Core.Commands;
using Core.Json;

namespace Courier;

/// <summary>What a push is about.</summary>
internal enum PushKind
{
    /// <summary>Not for us to do anything about: an alert, or something we do not know.</summary>
    Other = 0,

    /// <summary>A command.</summary>
    Command = 1,

    /// <summary>A person's message.</summary>
    Chat = 2,
}

/// <summary>Reads the payload of a push; see <see cref="CourierPayload"/> for the grammar.</summary>
internal sealed class PushReader
{
    private static readonly byte[] Cmd = Utf8.Bytes("cmd");
    private static readonly byte[] Chat = Utf8.Bytes("chat");
    private static readonly byte[] IdName = Utf8.Bytes("id");
    private static readonly byte[] CommandName = Utf8.Bytes("name");
    private static readonly byte[] Args = Utf8.Bytes("args");
    private static readonly byte[] FromName = Utf8.Bytes("from");
    private static readonly byte[] TextName = Utf8.Bytes("text");
    private static readonly byte[] ZeroAndOne = Utf8.Bytes("01");

    private readonly JsonReader _json = new(Limits.PushDecoded);
    private readonly Slice _args = new();

    /// <summary>What it is about.</summary>
    internal PushKind Kind;

    /// <summary>Id of the command, message or alert; empty if it came without.</summary>
    internal readonly Slice Id = new();

    /// <summary>Name of the command, or who wrote the message.</summary>
    internal readonly Slice Name = new();

    /// <summary>What was written; it points nowhere if that has more escapes than can be read.</summary>
    internal readonly Slice Text = new();

    /// <summary>Reads a payload; false if it is not a JSON object, or its parts are not what they should be.</summary>
    internal bool Read(Slice payload)
    {
        Kind = PushKind.Other;
        Id.Clear();
        Name.Clear();
        Text.Clear();
        _args.Clear();
        _json.Open(payload.Bytes, payload.Offset, payload.Count);
        bool good = _json.Next() == JsonToken.BeginObject;
        while (good && _json.Next() == JsonToken.Name)
        {
            good = ReadMember(payload);
        }

        return good && _json.Token == JsonToken.EndObject && _json.Next() == JsonToken.End;
    }

    /// <summary>Reads the arguments into the call, whose command is known by now. One that cannot be read is there and
    /// empty, which no command accepts; one that the command does not know is passed over.</summary>
    internal void ReadArguments(CommandCall call)
    {
        if (_args.Bytes == null)
        {
            return;
        }

        _json.OpenPart(_args.Bytes, _args.Offset, _args.Count);
        _json.Next();
        while (_json.Next() == JsonToken.Name)
        {
            int index = _json.Text(Name) ? call.ArgumentIndex(Name) : -1;
            _json.Next();
            if (index >= 0 && _json.Token != JsonToken.Null)
            {
                ReadArgument(call.Value(index));
            }

            _json.Skip();
        }
    }

    private bool ReadMember(Slice payload)
    {
        if (Kind == PushKind.Other && _json.Is(Cmd))
        {
            return ReadParts(PushKind.Command, payload);
        }

        if (Kind == PushKind.Other && _json.Is(Chat))
        {
            return ReadParts(PushKind.Chat, payload);
        }

        if (Kind == PushKind.Other && _json.Is(IdName))
        {
            ReadText(Id);
        }

        _json.Skip();
        return true;
    }

    private bool ReadParts(PushKind kind, Slice payload)
    {
        Kind = kind;
        Id.Clear();
        bool good = _json.Next() == JsonToken.BeginObject;
        while (good && _json.Next() == JsonToken.Name)
        {
            if (_json.Is(IdName))
            {
                good = ReadText(Id);
            }
            else if (_json.Is(kind == PushKind.Command ? CommandName : FromName))
            {
                good = ReadText(Name);
            }
            else if (kind == PushKind.Command && _json.Is(Args))
            {
                good = ReadPart(payload);
            }
            else if (kind == PushKind.Chat && _json.Is(TextName))
            {
                // Too long is not malformed: the sender is told.
                ReadText(Text);
            }

            _json.Skip();
        }

        return good && _json.Token == JsonToken.EndObject;
    }

    /// <summary>Reads a string, or a number as it stands; false if it is neither or has more escapes than can be
    /// read.</summary>
    private bool ReadText(Slice target)
    {
        JsonToken token = _json.Next();
        return (token == JsonToken.String || token == JsonToken.Number) && _json.Text(target);
    }

    /// <summary>Notes where the arguments stand, to read them when the command is known.</summary>
    private bool ReadPart(Slice payload)
    {
        int start = _json.Next() == JsonToken.BeginObject ? _json.Position - 1 : -1;
        _json.Skip();
        _args.Set(payload.Bytes, payload.Offset + start, _json.Position - start);
        return start >= 0;
    }

    private void ReadArgument(Slice value)
    {
        bool known = false;
        switch (_json.Token)
        {
            case JsonToken.String:
            case JsonToken.Number:
                known = _json.Text(value);
                break;
            case JsonToken.True:
            case JsonToken.False:
                value.Set(ZeroAndOne, _json.Token == JsonToken.True ? 1 : 0, 1);
                known = true;
                break;
        }

        if (!known)
        {
            value.Set(ZeroAndOne, 0, 0);
        }
    }
}
