using Core.Bytes;
using Core.Commands;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>Arguments are checked by the command's one definition, and nothing stays from the call before.</summary>
[TestClass]
public sealed class CommandCallTests
{
    private const int Level = 0;
    private const int Label = 1;
    private const int Repeats = 2;

    [TestMethod]
    [DataRow("0", true)]
    [DataRow("1", true)]
    [DataRow("-1", false)]
    [DataRow("2", false)]
    [DataRow("01", true)]
    [DataRow("", false)]
    [DataRow("on", false)]
    [DataRow("1.0", false)]
    [DataRow("99999999999999999999", false)]
    public void Integer_must_be_in_range(string text, bool good)
    {
        CommandCall call = Call();
        Set(call, Level, text);
        AssertChecked(call, good, Level);
    }

    [TestMethod]
    [DataRow("ab", true)]
    [DataRow("abcde", true)]
    [DataRow("a", false)]
    [DataRow("abcdef", false)]
    [DataRow("grün", true)]
    [DataRow("grüße", false)] // seven bytes: the range counts bytes
    [DataRow("a\u0001b", false)]
    public void Text_must_have_its_length_in_bytes_and_be_text(string text, bool good)
    {
        CommandCall call = Call();
        Set(call, Level, "1");
        Set(call, Label, text);
        AssertChecked(call, good, Label);
    }

    [TestMethod]
    public void Malformed_text_is_refused()
    {
        CommandCall call = Call();
        Set(call, Level, "1");
        call.Value(Label).Set(new byte[] { (byte)'a', 0xC3, (byte)'b' }, 0, 3);
        AssertChecked(call, false, Label);
    }

    [TestMethod]
    public void Required_argument_must_be_there()
    {
        CommandCall call = Call();
        Set(call, Repeats, "5");
        AssertChecked(call, false, Level);
    }

    [TestMethod]
    public void Optional_argument_may_be_missing_but_not_wrong()
    {
        CommandCall call = Call();
        Set(call, Level, "1");
        AssertChecked(call, true, 0);
        Assert.AreEqual(3L, call.Integer(Repeats, 3));
        Set(call, Repeats, "9");
        Assert.AreEqual(9L, call.Integer(Repeats, 3));
        Set(call, Repeats, "11");
        AssertChecked(call, false, Repeats);
    }

    [TestMethod]
    [DataRow("level", 0)]
    [DataRow("label", 1)]
    [DataRow("repeats", 2)]
    [DataRow("Level", -1)]
    [DataRow("leve", -1)]
    [DataRow("levels", -1)]
    [DataRow("", -1)]
    public void Argument_is_found_by_its_whole_name(string name, int index) =>
        Assert.AreEqual(index, Call().ArgumentIndex(Texts.Slice(name)));

    [TestMethod]
    public void Clear_leaves_nothing_behind()
    {
        CommandCall call = Call();
        Set(call, Level, "1");
        call.Caller.Set(new byte[3], 0, 3);
        call.Id.Set(new byte[3], 0, 3);
        call.Outcome = Outcome.BadArgument;
        call.BadArgument = 2;
        call.Result.Add("a", 1, "");
        call.Clear();

        Assert.IsNull(call.Spec);
        Assert.IsNull(call.Caller.Bytes);
        Assert.IsNull(call.Id.Bytes);
        Assert.AreEqual((int)Outcome.None, (int)call.Outcome);
        Assert.AreEqual(0, call.BadArgument);
        Assert.AreEqual(0, call.Result.Length);
        for (int i = 0; i < CommandCall.MaxArguments; i++)
        {
            Assert.IsNull(call.Value(i).Bytes);
        }
    }

    private static CommandCall Call()
    {
        CommandCall call = new(64);
        call.Spec = new CommandSpec("pin.write", "Sets a pin.", Role.Control, new ArgumentSpec[]
        {
            new("level", ArgumentType.Integer, 0, 1, false),
            new("label", ArgumentType.Text, 2, 5, true),
            new("repeats", ArgumentType.Integer, 1, 10, true),
        });
        return call;
    }

    private static void Set(CommandCall call, int argument, string text)
    {
        Slice slice = Texts.Slice(text);
        call.Value(argument).Set(slice.Bytes, slice.Offset, slice.Count);
    }

    private static void AssertChecked(CommandCall call, bool good, int argument)
    {
        Assert.AreEqual(good, call.CheckArguments());
        if (!good)
        {
            Assert.AreEqual(argument, call.BadArgument);
        }
    }
}
