using System.Globalization;
using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>One field of a command's form, as the device describes it.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Label">For people; empty if the device gives none.</param>
/// <param name="Type"><c>integer</c>, or <c>text</c> for everything else.</param>
/// <param name="Required">The command does not run without it.</param>
/// <param name="Minimum">Smallest value; null if the device names none.</param>
/// <param name="Maximum">Largest value; null if the device names none.</param>
public sealed record CommandField(string Name, string Label, string Type, bool Required, long? Minimum, long? Maximum);

/// <summary>The form of a command (XEP-0004, ranges by XEP-0122), as it came over the wire.</summary>
/// <param name="Title">What the device calls it.</param>
/// <param name="Instructions">What it does, for people.</param>
/// <param name="Fields">What there is to fill in.</param>
public sealed record CommandForm(string Title, string Instructions, IReadOnlyList<CommandField> Fields)
{
    private static readonly XNamespace Validation = "http://jabber.org/protocol/xdata-validate";

    /// <summary>The form in a step of a command; null if the step shows none.</summary>
    public static CommandForm? Read(XElement command)
    {
        ArgumentNullException.ThrowIfNull(command);
        XElement? form = command.Elements(XmppNames.Form + "x")
            .FirstOrDefault(x => x.Attribute("type")?.Value == "form");
        return form is null ? null : new CommandForm(
            form.Element(XmppNames.Form + "title")?.Value ?? "",
            form.Element(XmppNames.Form + "instructions")?.Value ?? "",
            [
                .. form.Elements(XmppNames.Form + "field")
                    .Where(field => field.Attribute("type")?.Value is not ("fixed" or "hidden"))
                    .Select(Field),
            ]);
    }

    private static CommandField Field(XElement field)
    {
        XElement? validate = field.Element(Validation + "validate");
        XElement? range = validate?.Element(Validation + "range");
        bool isWhole = validate?.Attribute("datatype")?.Value is "xs:integer" or "xs:int" or "xs:long";
        return new CommandField(
            field.Attribute("var")?.Value ?? "",
            field.Attribute("label")?.Value ?? "",
            isWhole ? "integer" : "text",
            field.Element(XmppNames.Form + "required") is not null,
            Number(range?.Attribute("min")),
            Number(range?.Attribute("max")));
    }

    private static long? Number(XAttribute? text) =>
        long.TryParse(text?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
}
