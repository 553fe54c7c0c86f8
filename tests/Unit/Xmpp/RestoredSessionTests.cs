using Core.Bytes;
using Xmpp;
using nanoFramework.TestFramework;
using Tests.Unit.Agent;

namespace Tests.Unit.Xmpp;

/// <summary>A device that starts takes up the session that it saved.</summary>
[TestClass]
public sealed class RestoredSessionTests
{
    [TestMethod]
    [DataRow("dev@a.example/agent", true)]
    [DataRow("dev@b.example/agent", false)]
    public void Session_of_another_account_is_not_taken_up(string address, bool isOurs)
    {
        StreamManagement saved = new();
        saved.Requested();
        saved.Enabled(Texts.Slice("sm'1"));
        byte[] message = Utf8.Bytes("<message>1</message>");
        saved.CountSent(message, 0, message.Length, false);
        FakeVault vault = new();
        saved.Save(vault, Texts.Slice(address));
        XmppScript script = new();
        script.Session.Restore(vault);
        Assert.AreEqual(isOurs, script.Session.Acks.CanResume);
        script.Session.Acks.Requested();
        script.Session.Acks.WriteLeft(script.Session.Out);
        Assert.AreEqual(isOurs, script.Drain() > 0);
    }
}
