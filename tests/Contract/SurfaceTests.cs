using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tests.Contract;

/// <summary>The contract refuses what the device lacks. Each mistake below compiles for .NET.</summary>
[TestClass]
public sealed class SurfaceTests
{
    private static readonly string[] s_surface =
        [.. DeviceCompiler.Surface.Select(it => Path.GetFileNameWithoutExtension(it.Display!))];

    [TestMethod]
    [DataRow("System.Console.WriteLine(1L);", "CS1503")]
    [DataRow("string s = \"a\".Replace(\"a\", \"b\");", "CS1061")]
    [DataRow("string s = string.Join(\",\", new string[0]);", "CS0117")]
    [DataRow("bool b = string.IsNullOrWhiteSpace(null);", "CS0117")]
    [DataRow("int i = System.Math.Max(1, 2);", "CS0234")]
    [DataRow("object o = new System.Collections.Generic.List<int>();", "CS0234")]
    [DataRow("System.Action<int, int, int> f = null;", "CS0308")]
    [DataRow("System.Span<byte> s = new byte[1];", "CS0234")]
    [DataRow("int? i = null;", "CS0518")]
    [DataRow("object o = (1, 2);", "CS8179")]
    [DataRow("System.Array.Sort(new byte[1]);", "CS0117")]
    [DataRow("string s = System.Text.Encoding.UTF8.GetString(new byte[1]);", "CS7036")]
    [DataRow("decimal d = 1;", "CS0518")]
    [DataRow("byte b = new byte[1][^1];", "CS0518")]
    [DataRow("string s = \"a\".Insert(0, \"b\");", "CS1061")]
    [DataRow("string s = \"a\".Remove(0);", "CS1061")]
    [DataRow("string s = \"ab\".Split(\"a\")[0];", "CS1503")]
    [DataRow("bool b = \"a\".Contains('a');", "CS1503")]
    [DataRow("bool b = \"a\".Equals(\"A\", System.StringComparison.Ordinal);", "CS0234")]
    [DataRow("string s = \"a\".ToLowerInvariant();", "CS1061")]
    [DataRow("bool b = char.IsDigit('1');", "CS0117")]
    [DataRow("string s = 1.5.ToString(null, null);", "CS1501")]
    [DataRow("int i = int.Parse(\"1\", System.Globalization.NumberStyles.None);", "CS0234")]
    [DataRow("string s = System.Convert.ToString(1);", "CS1501")]
    [DataRow("int i = System.Convert.ToInt32(1L);", "CS1503")]
    [DataRow("System.Array.Reverse(new byte[1]);", "CS0117")]
    [DataRow("byte[] b = new byte[1]; System.Array.Resize(ref b, 2);", "CS0117")]
    [DataRow("byte[] b = System.Array.Empty<byte>();", "CS0117")]
    [DataRow("System.Buffer.BlockCopy(new byte[1], 0, new byte[1], 0, 1);", "CS0234")]
    [DataRow("bool b = System.Guid.Empty == System.Guid.Empty;", "CS0019")]
    [DataRow("object o = System.DateTimeOffset.UtcNow;", "CS0234")]
    [DataRow("int i = System.Environment.TickCount;", "CS0234")]
    [DataRow("object o = System.Diagnostics.Stopwatch.StartNew();", "CS0234")]
    [DataRow("int i = new System.Random().Next(1, 2);", "CS1501")]
    [DataRow("bool b = System.Threading.Monitor.TryEnter(new object());", "CS0117")]
    [DataRow("System.Threading.Monitor.Pulse(new object());", "CS0117")]
    [DataRow("System.Threading.ThreadPool.QueueUserWorkItem(null);", "CS0234")]
    [DataRow("new System.Threading.Thread(() => { }).IsBackground = true;", "CS1061")]
    [DataRow("long l = 0; System.Threading.Interlocked.Increment(ref l);", "CS1503")]
    [DataRow("long l = System.GC.GetTotalMemory(false);", "CS0117")]
    [DataRow("object o = System.Enum.Parse(typeof(System.DayOfWeek), \"Monday\");", "CS0117")]
    public void Refuses(string statement, string error)
    {
        IEnumerable<string> errors = DeviceCompiler.Errors(Method(statement));
        Assert.Contains(error, errors, string.Join(' ', errors));
    }

    [TestMethod]
    [DataRow("System.Console.WriteLine(1L.ToString());")]
    [DataRow("string s = $\"{1} of {2}\";")]
    [DataRow("byte[] b = { 1, 2, 3, 4, 5 }; foreach (byte each in b) { s_count += each; }")]
    [DataRow("System.Action a = () => s_count++; a();")]
    [DataRow("int i = s_count switch { > 3 and < 5 => 1, _ => 2 };")]
    [DataRow("int at = System.Array.IndexOf(new byte[4], (object)(byte)60, 0, 4);")]
    public void Takes(string statement) => Assert.IsEmpty(DeviceCompiler.Errors(Method(statement)));

    [TestMethod]
    public void Firmware_compiles() => Assert.IsEmpty(DeviceCompiler.Errors(DeviceCompiler.Firmware));

    [TestMethod]
    public void Shared_tests_compile() => Assert.IsEmpty(DeviceCompiler.Errors(DeviceCompiler.Units));

    [TestMethod]
    public void Nothing_of_dotnet_is_referenced()
    {
        foreach (IAssemblySymbol assembly in DeviceCompiler.Firmware.SourceModule.ReferencedAssemblySymbols)
        {
            string[] needs = [.. assembly.Modules.Single().ReferencedAssemblies.Select(it => it.Name)];
            CollectionAssert.IsSubsetOf(needs, s_surface, assembly.Name);
            Assert.AreEqual(assembly.Name != "mscorlib", needs.Contains("mscorlib"), assembly.Name);
        }
    }

    private static CSharpCompilation Method(string statement) => DeviceCompiler.Snippet(
        "namespace Core; class Snippet { private static int s_count; static void Run() { " + statement + " } }");
}
