using System.Text.RegularExpressions;
using Xmpp.Xml;

namespace Tests.Contract.Language;

/// <summary>Short names are constants, so that they cost no field and no heap; each says beside it which name it
/// is.</summary>
[TestClass]
public sealed partial class ShortNameTests
{
    [TestMethod]
    public void Constants_are_the_names_beside_them()
    {
        Match[] found = [.. Repository.Sources("firmware/").SelectMany(it => Constant().Matches(Repository.Read(it)))];
        Assert.IsGreaterThan(50, found.Length);
        foreach (Match one in found)
        {
            Assert.AreEqual(
                ShortName.Of(one.Groups[3].Value), Convert.ToUInt64(one.Groups[2].Value, 16), one.Value);
        }
    }

    [TestMethod]
    [DataRow("const ulong Iq = 0x7169000000000028; // iq", true)]
    [DataRow("const ulong Iq = 0x7169000000000028;", false)]
    public void Constant_without_its_name_is_found(string line, bool named) =>
        Assert.AreEqual(named, Constant().IsMatch(line));

    [TestMethod]
    public void Every_word_has_a_name()
    {
        string[] nameless = [.. Repository.Sources("firmware/Xmpp/").SelectMany(it => Repository.Read(it).Split('\n'))
            .Where(it => it.Contains("const ulong", StringComparison.Ordinal) && !Constant().IsMatch(it))];
        Assert.IsEmpty(nameless, string.Join('\n', nameless));
    }

    [GeneratedRegex(@"const ulong (\w+) = 0x([0-9A-F]{16}); // (\S+)")]
    private static partial Regex Constant();
}
