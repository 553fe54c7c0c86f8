using System.Text;

namespace Tests.Chaos.Fuzz;

/// <summary>Damages bytes in the ways that find faults in parsers, as a seed decides.</summary>
internal sealed class Mutator(Random chance)
{
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "<", ">", "/>", "</", "'", "\"", "=", "&", ";", "&lt;", "&#0;", "&#x10FFFF;", "&#55555;", "<![CDATA[",
            "]]>", "<!--", "<?", "xmlns=''", " xmlns:p='u'", "<p:a/>", "from=''", "id=''", "type='error'",
            "h='4294967295'", "h='-1'", "h='99999999999999999999'", "\0", "\u00ff", "\ud83d\ude00", "</stream:stream>",
            "<stream:stream>", "<stream:features/>", "<r xmlns='urn:xmpp:sm:3'/>", "<a xmlns='urn:xmpp:sm:3' h='1'/>",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>The same with one to four changes.</summary>
    public byte[] Mutate(byte[] source)
    {
        List<byte> bytes = [.. source];
        for (int changes = chance.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            Change(bytes, chance.Next(bytes.Count));
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes, int at)
    {
        int length = Math.Min(bytes.Count - at, 1 << chance.Next(9));
        switch (chance.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << chance.Next(8));
                break;
            case 1:
                bytes[at] = (byte)chance.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, Words[chance.Next(Words.Length)]);
                break;
            case 5:
                bytes.InsertRange(at, Enumerable.Repeat(bytes[at], 1 << chance.Next(13)));
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }
}
