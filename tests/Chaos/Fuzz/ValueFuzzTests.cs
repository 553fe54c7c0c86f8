using System.Globalization;
using System.Text;
using Core;
using Core.Agent;
using Core.Bytes;
using Xmpp.Xml;
using Xmpp;
using HostSim.Ports;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Fuzz;

/// <summary>Invariant "No escape" for the small readers: base64, times, addresses, redirects, numbers,
/// XML text.</summary>
[TestClass]
public sealed class ValueFuzzTests
{
    private const int Rounds = 20_000;

    [TestMethod]
    public void Base64_reads_what_it_writes_and_refuses_the_rest()
    {
        Random chance = new(1);
        byte[] decoded = new byte[64];
        for (int round = 0; round < Rounds; round++)
        {
            byte[] source = Bytes(chance, chance.Next(48));
            ByteWriter text = new(64);
            Base64.Encode(source, 0, source.Length, text);
            Assert.AreEqual(Convert.ToBase64String(source), Encoding.ASCII.GetString(text.Buffer, 0, text.Count));
            if (text.Count > 0 && chance.Next(2) == 0)
            {
                text.Buffer[chance.Next(text.Count)] = (byte)chance.Next(256);
            }

            int length = Base64.Decode(text.Buffer, 0, text.Count, decoded, 0);
            string? mine = length < 0 ? null : Convert.ToHexString(decoded, 0, length);
            Assert.AreEqual(Reference(text.Buffer, text.Count), mine);
        }
    }

    [TestMethod]
    public void Timestamp_agrees_with_the_calendar()
    {
        Random chance = new(2);
        for (int round = 0; round < Rounds; round++)
        {
            DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(chance.NextInt64(0, 253_402_300_799));
            ByteWriter text = new(32);
            Timestamp.Write(text, time.ToUnixTimeMilliseconds());
            string written = Encoding.ASCII.GetString(text.Buffer, 0, text.Count);
            Assert.AreEqual(time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), written);
            Assert.AreEqual(time.ToUnixTimeMilliseconds(), Timestamp.Parse(SliceOf(text.Buffer, text.Count)));
        }
    }

    [TestMethod]
    public void Timestamp_takes_only_what_is_a_time()
    {
        Random chance = new(3);
        Mutator mutator = new(chance);
        byte[] good = Encoding.ASCII.GetBytes("2026-11-21T08:06:03.561420Z");
        for (int round = 0; round < Rounds; round++)
        {
            byte[] text = mutator.Mutate(good);
            long read = Timestamp.Parse(SliceOf(text, text.Length));
            if (read != 0)
            {
                string start = Encoding.Latin1.GetString(text)[..19];
                Assert.IsTrue(DateTimeOffset.TryParseExact(start, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal, out DateTimeOffset time), start);
                Assert.AreEqual(time.ToUnixTimeMilliseconds(), read, start);
            }
        }
    }

    [TestMethod]
    public void Redirects_lead_somewhere_or_nowhere()
    {
        Random chance = new(4);
        string[] parts = ["[", "]", ":", "::1", "5222", "99999", "-1", "host", ".", " ", "/", "0", "", "\u00e4"];
        Reconnection reconnection = new(LinkRig.ConfigOf("direct"), new HostCrypto(1));
        for (int round = 0; round < Rounds; round++)
        {
            string host = string.Concat(
                Enumerable.Range(0, chance.Next(6)).Select(_ => parts[chance.Next(parts.Length)]));
            reconnection.Online(round);
            reconnection.Ended(Fault.SeeOtherHost, host, round);
            Assert.IsTrue(reconnection.Host is null || reconnection.Host.Trim().Length > 0, $"'{host}' is no host");
            Assert.IsInRange(0, 65_535, reconnection.Port, host);
            Assert.IsGreaterThanOrEqualTo(round, reconnection.At);
        }
    }

    [TestMethod]
    public void Numbers_and_addresses_are_read_or_refused()
    {
        Random chance = new(5);
        Slice bare = new();
        for (int round = 0; round < Rounds; round++)
        {
            byte[] text = Bytes(chance, chance.Next(24), "0123456789-+/@. ");
            Slice slice = SliceOf(text, text.Length);
            string shown = Encoding.ASCII.GetString(text);
            bool isNumber = shown.TrimStart('-').Length is > 0 and < 19 && shown.LastIndexOf('-') <= 0
                && shown.TrimStart('-').All(char.IsAsciiDigit);
            Assert.AreEqual(isNumber, slice.TryNumber(out long number), shown);
            Assert.AreEqual(isNumber ? long.Parse(shown, CultureInfo.InvariantCulture) : number, number, shown);
            Jid.Bare(slice, bare);
            Assert.AreEqual(shown.Split('/')[0], bare.ToString());
        }
    }

    [TestMethod]
    public void Whatever_is_written_as_XML_is_XML()
    {
        Random chance = new(6);
        XmlWriter writer = new(512);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] text = chance.Next(2) == 0
                ? Bytes(chance, chance.Next(40))
                : Encoding.UTF8.GetBytes("<\u00e4'" + (char)chance.Next(0xD7FF) + "&\">");
            writer.Clear();
            writer.Text("<a");
            writer.Attribute("b", SliceOf(text, text.Length));
            writer.Text(">");
            writer.Escaped(text);
            writer.Text("</a>");
            Assert.IsFalse(writer.Overflow);
            string xml = new UTF8Encoding(false, true).GetString(writer.Buffer, 0, writer.Count);
            Assert.IsNotNull(System.Xml.Linq.XElement.Parse(xml));
        }
    }

    private static string? Reference(byte[] text, int count)
    {
        // .NET takes white space, which RFC 4648 leaves out, and bits behind the last byte.
        string shown = Encoding.Latin1.GetString(text, 0, count);
        try
        {
            byte[] bytes = Convert.FromBase64String(shown);
            return Convert.ToBase64String(bytes) == shown ? Convert.ToHexString(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] Bytes(Random chance, int count)
    {
        byte[] bytes = new byte[count];
        chance.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Bytes(Random chance, int count, string from) =>
        [.. Enumerable.Range(0, count).Select(_ => (byte)from[chance.Next(from.Length)])];

    private static Slice SliceOf(byte[] bytes, int count)
    {
        Slice slice = new();
        slice.Set(bytes, 0, count);
        return slice;
    }
}
