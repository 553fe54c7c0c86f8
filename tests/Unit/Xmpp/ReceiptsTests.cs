using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>A peer on the allowlist learns that its message has come, and nobody else.</summary>
[TestClass]
public sealed class ReceiptsTests
{
    private const string Request = "<request xmlns='urn:xmpp:receipts'/>";

    [TestMethod]
    public void Receipt_is_given()
    {
        XmppScript script = Script();
        script.Exchange("<message from='friend@a.example/phone' id='m&amp;1' type='chat'>" + Request + "</message>",
            "<message type='chat' to='friend@a.example/phone'>"
            + "<received xmlns='urn:xmpp:receipts' id='m&amp;1'/></message>");
        script.Exchange("<message from='reader@a.example/desk' id='m2'><body>x</body>" + Request + "</message>",
            "<message to='reader@a.example/desk'><received xmlns='urn:xmpp:receipts' id='m2'/></message>");
    }

    [TestMethod]
    [DataRow("from='eve@b.example/x' id='m1' type='chat'")]
    [DataRow("from='friend@a.example/phone' type='chat'")]
    [DataRow("from='friend@a.example/phone' id='m1' type='error'")]
    [DataRow("from='friend@a.example/phone' id='m1' type='groupchat'")]
    [DataRow("from='friend@a.example/phone' id='m1' type='headline'")]
    public void No_receipt_is_given(string attributes) =>
        Script().Exchange("<message " + attributes + ">" + Request + "</message>", "");

    [TestMethod]
    public void Receipt_itself_is_not_answered()
    {
        XmppScript script = Script();
        script.Exchange("<message from='friend@a.example/phone' id='m1'>"
            + "<received xmlns='urn:xmpp:receipts' id='m0'/></message>", "");
        script.Exchange("<message from='friend@a.example/phone' id='m1'><request xmlns='urn:example:other'/></message>",
            "");
    }

    [TestMethod]
    public void Message_is_left_to_the_other_modules()
    {
        XmppScript script = new();
        script.Session.Modules = new StanzaModule[] { new Receipts(script.Session), new Chat(script.Session) };
        script.Exchange(
            "<message from='friend@a.example/phone' id='m1'>" + Request + "<body>pin.read 2</body></message>",
            "<message to='friend@a.example/phone'><received xmlns='urn:xmpp:receipts' id='m1'/></message>"
            + "<message to='friend@a.example/phone'><body>value: 0</body></message>");
    }

    private static XmppScript Script()
    {
        XmppScript script = new();
        script.Session.Modules = new StanzaModule[] { new Receipts(script.Session) };
        return script;
    }
}
