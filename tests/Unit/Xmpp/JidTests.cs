using Core.Bytes;
using Xmpp;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>Which entries of the allowlist are XMPP addresses.</summary>
[TestClass]
public sealed class JidTests
{
    [TestMethod]
    [DataRow("imip:op", true)]
    [DataRow("imip:op@example.org", true)]
    [DataRow("op@example.org", false)]
    [DataRow("example.org", false)]
    [DataRow("op@[2001:db8::1]", false)]
    [DataRow("[2001:db8::1]", false)]
    public void Entry_of_another_link_is_told_apart(string address, bool foreign) =>
        Assert.AreEqual(foreign, Jid.IsForeign(Utf8.Bytes(address)));
}
