using Core.Bytes;
using Core.Commands;
using Xmpp;
using Xmpp.Modules;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>Commands come as items, and readings go out as items.</summary>
[TestClass]
public sealed class PubSubItemsTests
{
    private const string Service = "pubsub.a.example";

    private static XmppScript s_script;
    private static FakeResults s_results;
    private static FieldList s_fields;
    private static PubSub s_pubSub;
    private static int s_request;
    private static bool s_isPersonal;

    [TestMethod]
    public void Commands_without_room_for_their_results_are_asked_for_again()
    {
        Begin(Utf8.Bytes(Service));
        for (int i = 0; i < 2 * PubSubNodes.Count + 2; i++)
        {
            Answer("");
        }

        s_script.Commands.Seen = "";
        s_results.Room = 2;
        s_script.Recv("<message from='" + Service + "'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
            + Items("abcde") + "</event></message>");
        Assert.AreEqual("ab", s_results.Kept);
        Assert.AreEqual("", s_script.Take());

        // As soon as one was delivered and there is room again.
        Publish();
        Answer("");
        Assert.AreEqual("", s_script.Take());
        s_results.Room = 1;
        Publish();
        Answer("");
        Assert.IsTrue(s_script.Take().IndexOf("<items max_items='3' ") > 0);
        Answer(Items("cde"));
        Assert.AreEqual("abc", s_results.Kept);
        s_results.Room = 5;
        Publish();
        Answer("");
        Assert.IsTrue(s_script.Take().IndexOf("<items max_items='2' ") > 0);
        Answer(Items("de"));
        Assert.AreEqual("abcde", s_results.Kept);
        Publish();
        Answer("");
        Assert.AreEqual("", s_script.Take());
    }

    [TestMethod]
    public void Personal_node_is_made_with_options_once_in_a_session()
    {
        Begin(null);
        Assert.IsTrue(Publish().IndexOf("<publish-options>") > 0);
        Answer("");
        Assert.IsTrue(Publish().IndexOf("<publish-options>") < 0);
        Answer("");
        Slice id = Texts.Slice("c1");
        Assert.IsTrue(s_pubSub.PublishResult(s_script.Commands.Commands[3], Outcome.Done, 0, id, s_fields));
        Assert.IsTrue(s_script.Take().IndexOf("<publish-options>") > 0, "another node");
        Answer("");
        s_script.Session.GoOnline(true);
        Assert.IsTrue(Publish().IndexOf("<publish-options>") < 0);
        Answer("");
        s_script.Session.GoOnline(false);
        Assert.IsTrue(Publish().IndexOf("<publish-options>") > 0);
    }

    [TestMethod]
    public void Personal_node_with_its_owners_options_is_published_to_without_ours()
    {
        Begin(null);
        Publish();
        s_request++;
        s_script.Recv("<iq type='error' id='q" + s_request.ToString() + "'><error type='cancel'><conflict "
            + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        Assert.IsTrue(Publish().IndexOf("<publish-options>") < 0);
    }

    private static void Begin(byte[] service)
    {
        s_script = new XmppScript();
        s_results = new FakeResults();
        s_fields = new FieldList(64);
        s_pubSub = null;
        s_request = 0;
        s_isPersonal = false;
        s_isPersonal = service == null;
        s_pubSub = new PubSub(s_script.Session, "dev-1", service, new OneRecordVault(), s_results);
        s_script.Session.Modules = new StanzaModule[] { s_pubSub };
        s_script.Session.GoOnline(false);
    }

    private static string Publish()
    {
        Assert.IsTrue(s_pubSub.PublishReport(s_fields, 0, Utf8.Bytes("1"), 1));
        return s_script.Take();
    }

    private static void Answer(string items)
    {
        s_request++;
        s_script.Take();
        string payload = items.Length == 0 ? ""
            : "<pubsub xmlns='http://jabber.org/protocol/pubsub'>" + items + "</pubsub>";
        string from = s_isPersonal ? "" : "' from='" + Service;
        s_script.Recv("<iq type='result' id='q" + s_request.ToString() + from + "'>" + payload + "</iq>");
    }

    private static string Items(string ids)
    {
        string items = "";
        for (int i = 0; i < ids.Length; i++)
        {
            items += "<item id='" + ids.Substring(i, 1) + "' publisher='" + XmppScript.Friend
                + "'><command xmlns='http://jabber.org/protocol/commands' node='sensor.read'/></item>";
        }

        return "<items node='dev-1/commands'>" + items + "</items>";
    }
}
