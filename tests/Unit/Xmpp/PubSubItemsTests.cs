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

    private readonly XmppScript _script = new();
    private readonly FakeResults _results = new();
    private readonly FieldList _fields = new(64);
    private PubSub _pubSub;
    private int _request;
    private bool _isPersonal;

    [TestMethod]
    public void Commands_without_room_for_their_results_are_asked_for_again()
    {
        Begin(Utf8.Bytes(Service));
        for (int i = 0; i < 2 * PubSubNodes.Count + 2; i++)
        {
            Answer("");
        }

        _script.Commands.Seen = "";
        _results.Room = 2;
        _script.Recv("<message from='" + Service + "'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
            + Items("abcde") + "</event></message>");
        Assert.AreEqual("ab", _results.Kept);
        Assert.AreEqual("", _script.Take());

        // As soon as one was delivered and there is room again.
        Publish();
        Answer("");
        Assert.AreEqual("", _script.Take());
        _results.Room = 1;
        Publish();
        Answer("");
        Assert.IsTrue(_script.Take().IndexOf("<items max_items='3' ") > 0);
        Answer(Items("cde"));
        Assert.AreEqual("abc", _results.Kept);
        _results.Room = 5;
        Publish();
        Answer("");
        Assert.IsTrue(_script.Take().IndexOf("<items max_items='2' ") > 0);
        Answer(Items("de"));
        Assert.AreEqual("abcde", _results.Kept);
        Publish();
        Answer("");
        Assert.AreEqual("", _script.Take());
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
        Assert.IsTrue(_pubSub.PublishResult(_script.Commands.Commands[3], Outcome.Done, 0, id, _fields));
        Assert.IsTrue(_script.Take().IndexOf("<publish-options>") > 0, "another node");
        Answer("");
        _script.Session.GoOnline(true);
        Assert.IsTrue(Publish().IndexOf("<publish-options>") < 0);
        Answer("");
        _script.Session.GoOnline(false);
        Assert.IsTrue(Publish().IndexOf("<publish-options>") > 0);
    }

    [TestMethod]
    public void Personal_node_with_its_owners_options_is_published_to_without_ours()
    {
        Begin(null);
        Publish();
        _request++;
        _script.Recv("<iq type='error' id='q" + _request.ToString() + "'><error type='cancel'><conflict "
            + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        Assert.IsTrue(Publish().IndexOf("<publish-options>") < 0);
    }

    private void Begin(byte[] service)
    {
        _isPersonal = service == null;
        _pubSub = new PubSub(_script.Session, "dev-1", service, new OneRecordVault(), _results);
        _script.Session.Modules = new StanzaModule[] { _pubSub };
        _script.Session.GoOnline(false);
    }

    private string Publish()
    {
        Assert.IsTrue(_pubSub.PublishReport(_fields, 0, Utf8.Bytes("1"), 1));
        return _script.Take();
    }

    private void Answer(string items)
    {
        _request++;
        _script.Take();
        string payload = items.Length == 0 ? ""
            : "<pubsub xmlns='http://jabber.org/protocol/pubsub'>" + items + "</pubsub>";
        string from = _isPersonal ? "" : "' from='" + Service;
        _script.Recv("<iq type='result' id='q" + _request.ToString() + from + "'>" + payload + "</iq>");
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
