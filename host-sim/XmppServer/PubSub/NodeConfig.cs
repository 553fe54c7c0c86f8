using System.Xml.Linq;

namespace HostSim.XmppServer.PubSub;

/// <summary>
/// The configuration of a node (XEP-0060 §16.4.4): a table of known fields, their kinds and their values.
/// </summary>
internal sealed class NodeConfig
{
    public const string FormType = "http://jabber.org/protocol/pubsub#node_config";
    public const string OptionsType = "http://jabber.org/protocol/pubsub#publish-options";
    public const string MetaType = "http://jabber.org/protocol/pubsub#meta-data";

    private static readonly string[] AccessModels = ["open", "presence", "whitelist", "authorize"];
    private static readonly string[] Occasions = ["never", "on_sub", "on_sub_and_presence"];

    private static readonly Field[] Fields =
    [
        new("title", "text-single", "A name for the node", string.Empty, null),
        new("access_model", "list-single", "Who may subscribe and read", "open", AccessModels),
        new("publish_model", "list-single", "Who may publish", "publishers", ["publishers", "subscribers", "open"]),
        new("max_items", "text-single", "How many items are kept", "20", null),
        new("persist_items", "boolean", "Keep items", "1", null),
        new("deliver_payloads", "boolean", "Send payloads with notifications", "1", null),
        new("notify_retract", "boolean", "Tell subscribers of retracted items", "1", null),
        new("notify_delete", "boolean", "Tell subscribers when the node is deleted", "1", null),
        new("send_last_published_item", "list-single", "When to send the last item", "never", Occasions),
        new("itemreply", "list-single", "Whom an item names", "owner", ["owner", "publisher"]),
        new("notification_type", "list-single", "Type of notifications", "headline", ["normal", "headline"]),
    ];

    private readonly Dictionary<string, string> _values =
        Fields.ToDictionary(field => field.Name, field => field.Default);
    private readonly int _maxItems;

    /// <summary>The defaults: open and twenty items for the component, presence and one item for an account.</summary>
    public NodeConfig(bool isPep, int maxItems)
    {
        _maxItems = maxItems;
        if (isPep)
        {
            _values["access_model"] = "presence";
            _values["max_items"] = "1";
            _values["send_last_published_item"] = "on_sub_and_presence";
        }
    }

    public string AccessModel => _values["access_model"];

    public string PublishModel => _values["publish_model"];

    public int MaxItems => int.Parse(_values["max_items"]);

    public bool PersistItems => _values["persist_items"] == "1";

    public bool DeliverPayloads => _values["deliver_payloads"] == "1";

    public bool NotifyRetract => _values["notify_retract"] == "1";

    public bool NotifyDelete => _values["notify_delete"] == "1";

    public string SendLast => _values["send_last_published_item"];

    public bool NamesPublisher => _values["itemreply"] == "publisher";

    public string NotificationType => _values["notification_type"];

    public string Title => _values["title"];

    /// <summary>
    /// Takes over the known fields of a submitted form; null, or what is wrong with one (then nothing changes).
    /// </summary>
    public string? Apply(XElement form)
    {
        Dictionary<string, string> changes = [];
        foreach ((string name, string value) in Submitted(form))
        {
            if (Normalize(name, value) is not { } normal)
            {
                return $"'{value}' is no value for pubsub#{name}";
            }

            changes[name] = normal;
        }

        foreach ((string name, string value) in changes)
        {
            _values[name] = value;
        }

        return null;
    }

    /// <summary>True if every known field of the form has the value it asks for (XEP-0060 §7.1.5).</summary>
    public bool Meets(XElement form) =>
        Submitted(form).All(field => Normalize(field.Name, field.Value) == _values[field.Name]);

    /// <summary>The whole configuration as a form to fill in or as plain data.</summary>
    public XElement ToForm(string type, string formType)
    {
        XElement form =
            new(Xmlns.Data + "x", new XAttribute("type", type), FieldElement("FORM_TYPE", "hidden", formType));
        foreach (Field field in Fields)
        {
            XElement element = FieldElement("pubsub#" + field.Name, field.Kind, _values[field.Name]);
            element.SetAttributeValue("label", field.Label);
            element.Add((field.Options ?? []).Select(option =>
                new XElement(Xmlns.Data + "option", new XElement(Xmlns.Data + "value", option))));
            form.Add(element);
        }

        return form;
    }

    public static XElement FieldElement(string name, string kind, string value) => new(
        Xmlns.Data + "field",
        new XAttribute("var", name),
        new XAttribute("type", kind),
        new XElement(Xmlns.Data + "value", value));

    private static IEnumerable<(string Name, string Value)> Submitted(XElement form)
    {
        const string Prefix = "pubsub#";
        foreach (XElement field in form.Elements(Xmlns.Data + "field"))
        {
            string name = (string?)field.Attribute("var") ?? string.Empty;
            string bare = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : string.Empty;
            if (Fields.Any(known => known.Name == bare))
            {
                yield return (bare, (string?)field.Element(Xmlns.Data + "value") ?? string.Empty);
            }
        }
    }

    private string? Normalize(string name, string value)
    {
        Field field = Fields.First(known => known.Name == name);
        if (name == "max_items")
        {
            int count = value == "max" ? _maxItems : int.TryParse(value, out int number) ? number : -1;
            return count < 0 || count > _maxItems ? null : count.ToString();
        }

        return field.Kind switch
        {
            "boolean" => value switch { "1" or "true" => "1", "0" or "false" => "0", _ => null },
            "list-single" => field.Options!.Contains(value) ? value : null,
            _ => value,
        };
    }

    private sealed record Field(string Name, string Kind, string Label, string Default, string[]? Options);
}
