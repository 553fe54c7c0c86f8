using Core.Bytes;
using Core.Commands;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>Fields come back as they went in, in order; one that does not fit leaves no trace.</summary>
[TestClass]
public sealed class FieldListTests
{
    [TestMethod]
    public void Fields_come_back_in_order()
    {
        FieldList fields = new(200);
        fields.Add("count", -5, "");
        fields.AddThousandths("Temperature", 21500, "Cel");
        fields.Add("state", "online");
        fields.Add("ready", true);
        fields.Add("late", false);
        fields.Add("raw", Utf8.Bytes("<grün>"), 1, 5);
        fields.Rewind();

        AssertNext(fields, FieldType.Integer, "count", "", "-5");
        AssertNext(fields, FieldType.Decimal, "Temperature", "Cel", "21.5");
        AssertNext(fields, FieldType.Text, "state", "", "online");
        AssertNext(fields, FieldType.Boolean, "ready", "", "true");
        AssertNext(fields, FieldType.Boolean, "late", "", "false");
        AssertNext(fields, FieldType.Text, "raw", "", "grün");
        Assert.IsFalse(fields.Next());
        Assert.IsFalse(fields.Next());
        Assert.IsFalse(fields.Truncated);
    }

    [TestMethod]
    public void Empty_list_has_no_field()
    {
        FieldList fields = new(10);
        fields.Rewind();
        Assert.IsFalse(fields.Next());
        Assert.AreEqual(0, fields.Length);
    }

    [TestMethod]
    public void Field_that_does_not_fit_leaves_no_trace_and_later_ones_do()
    {
        // type 1 + name 1+1 + unit 1+0 + value length 2 + value 1
        const int OneFieldBytes = 7;
        FieldList fields = new(2 * OneFieldBytes);
        fields.Add("a", 1, "");
        fields.Add("b", 1234567, "");
        Assert.IsTrue(fields.Truncated);
        Assert.AreEqual(OneFieldBytes, fields.Length);

        fields.Add("c", 2, "");
        Assert.AreEqual(2 * OneFieldBytes, fields.Length);
        fields.Rewind();
        AssertNext(fields, FieldType.Integer, "a", "", "1");
        AssertNext(fields, FieldType.Integer, "c", "", "2");
        Assert.IsFalse(fields.Next());
    }

    [TestMethod]
    public void Every_capacity_below_the_field_leaves_it_out()
    {
        // type 1 + name 1+5 + unit 1+3 + value length 2 + value 6
        const int FieldBytes = 19;
        for (int capacity = 0; capacity <= FieldBytes; capacity++)
        {
            FieldList fields = new(capacity);
            fields.AddThousandths("Humid", -1005, "%RH");
            bool fits = capacity == FieldBytes;
            Assert.AreEqual(!fits, fields.Truncated);
            Assert.AreEqual(fits ? FieldBytes : 0, fields.Length);
        }
    }

    [TestMethod]
    public void Absent_value_is_left_out()
    {
        FieldList fields = new(100);
        fields.AddThousandths("Temperature", Core.Ports.Sensor.Absent, "Cel");
        fields.Add("a", 1, "");
        Assert.IsTrue(fields.Truncated);
        fields.Rewind();
        AssertNext(fields, FieldType.Integer, "a", "", "1");
        Assert.IsFalse(fields.Next());
    }

    [TestMethod]
    public void Value_is_whatever_is_written_before_end()
    {
        FieldList fields = new(400);
        ByteWriter writer = fields.Begin(FieldType.Text, "text", "");
        for (int i = 0; i < 300; i++)
        {
            writer.Byte('x');
        }

        fields.End();
        fields.Rewind();
        Assert.IsTrue(fields.Next());
        Assert.AreEqual(300, fields.Value.Count);
        Assert.IsFalse(fields.Next());
    }

    [TestMethod]
    public void Kept_fields_are_loaded_again()
    {
        FieldList kept = new(50);
        kept.Add("a", 1, "V");
        FieldList fields = new(50);
        fields.Add("old", "gone");
        fields.Load(kept.Buffer, 0, kept.Length);
        fields.Rewind();
        AssertNext(fields, FieldType.Integer, "a", "V", "1");
        Assert.IsFalse(fields.Next());
    }

    [TestMethod]
    public void Clear_forgets_fields_and_truncation()
    {
        FieldList fields = new(8);
        fields.Add("a", 1, "");
        fields.Add("b", 1, "");
        fields.Clear();
        Assert.IsFalse(fields.Truncated);
        Assert.IsFalse(fields.Next());
        fields.Add("c", 2, "");
        fields.Rewind();
        AssertNext(fields, FieldType.Integer, "c", "", "2");
    }

    private static void AssertNext(FieldList fields, FieldType type, string name, string unit, string value)
    {
        Assert.IsTrue(fields.Next());
        Assert.AreEqual((int)type, (int)fields.Type);
        Assert.AreEqual(name, fields.Name.ToString());
        Assert.AreEqual(unit, fields.Unit.ToString());
        Assert.AreEqual(value, fields.Value.ToString());
    }
}
