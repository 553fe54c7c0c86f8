using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Data forms (XEP-0004, validation XEP-0122) made from, and read into, a command's definition.</summary>
/// <remarks>
/// <code>
/// form   = x[type='form']   { title, instructions, field { required, validate } }
/// submit = x[type='submit'] { field[var] { value } }
/// result = x[type='result'] { field[var] { value } }
/// </code>
/// </remarks>
public static class DataForm
{
    /// <summary>The namespace of forms.</summary>
    public static readonly byte[] Namespace = Utf8.Bytes("jabber:x:data");

    private static readonly string FormStart = "<x xmlns='jabber:x:data' type='form'><title>";
    private static readonly string Instructions = "</title><instructions>";
    private static readonly string InstructionsEnd = "</instructions>";
    private static readonly string QuestionStart = "<field type='text-single' var='";
    private static readonly string Required = "<required/>";
    private static readonly string QuestionEnd = "</field>";
    private static readonly string RangeStart =
        "<validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='xs:integer'><range min='";
    private static readonly string RangeMiddle = "' max='";
    private static readonly string RangeEnd = "'/></validate>";
    private static readonly string ResultStart = "<x xmlns='jabber:x:data' type='result'>";
    private static readonly string FieldStart = "<field var='";
    private static readonly string Label = "' label='";
    private static readonly string ValueStart = "'><value>";
    private static readonly string FieldEnd = "</value></field>";
    private static readonly string FormEnd = "</x>";
    private const ulong FieldName = 0x646C656966000010; // field

    /// <summary>Reads the submitted fields as the call's arguments; false if the form is malformed. Fields that the
    /// command does not know are ignored; one that is there twice says two things (XEP-0004 §3.2).</summary>
    public static bool Read(Stanza stanza, int form, CommandCall call, Slice name)
    {
        int seen = 0;
        int field = stanza.Child(form, FieldName, null);
        while (field != Stanza.None)
        {
            int argument = stanza.Attribute(field, Names.Var, name) ? call.ArgumentIndex(name) : -1;
            int bit = argument < 0 ? 0 : 1 << argument;
            if ((seen & bit) != 0)
            {
                return false;
            }

            seen |= bit;
            int value = argument < 0 ? Stanza.None : stanza.Child(field, Names.Value, null);
            if (value != Stanza.None)
            {
                Slice target = call.Value(argument);
                if (!stanza.Text(value, target))
                {
                    return false;
                }

                if (target.Count == 0)
                {
                    // An empty field of a form is one that was not filled in.
                    target.Clear();
                }
            }

            field = stanza.NextSibling(field, FieldName, null);
        }

        return !stanza.Malformed;
    }

    /// <summary>Writes the form that asks for a command's arguments.</summary>
    public static void WriteForm(XmlWriter target, CommandSpec command)
    {
        target.Text(FormStart);
        target.Text(command.Name);
        target.Text(Instructions);
        target.Text(command.Summary);
        target.Text(InstructionsEnd);
        foreach (ArgumentSpec argument in command.Arguments)
        {
            target.Text(QuestionStart);
            target.Text(argument.Name);
            target.Text(XmlWriter.EndTag);
            if (!argument.Optional)
            {
                target.Text(Required);
            }

            WriteRange(target, argument);
            target.Text(QuestionEnd);
        }

        target.Text(FormEnd);
    }

    /// <summary>Writes fields as the result of a command.</summary>
    public static void WriteResult(XmlWriter target, FieldList fields)
    {
        target.Text(ResultStart);
        fields.Rewind();
        while (fields.Next())
        {
            target.Text(FieldStart);
            target.Escaped(fields.Name);
            if (fields.Unit.Count > 0)
            {
                target.Text(Label);
                target.Escaped(fields.Unit);
            }

            target.Text(ValueStart);
            target.Escaped(fields.Value);
            target.Text(FieldEnd);
        }

        target.Text(FormEnd);
    }

    private static void WriteRange(XmlWriter target, ArgumentSpec argument)
    {
        if (argument.Type != ArgumentType.Integer)
        {
            return;
        }

        target.Text(RangeStart);
        target.Number(argument.Minimum);
        target.Text(RangeMiddle);
        target.Number(argument.Maximum);
        target.Text(RangeEnd);
    }
}
