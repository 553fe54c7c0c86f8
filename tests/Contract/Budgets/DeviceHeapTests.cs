namespace Tests.Contract.Budgets;

/// <summary>The walker agrees with what was measured on the interpreter.</summary>
[TestClass]
public sealed class DeviceHeapTests
{
    private static readonly object s_shared = new byte[100];
    private static readonly string s_rest = new('a', 1);

    [TestMethod]
    public void Empty_object_is_a_block() => Assert.AreEqual(12, Size(new Empty()));

    [TestMethod]
    public void Every_field_is_a_block_even_a_bool() => Assert.AreEqual(36, Size(new Two()));

    [TestMethod]
    public void Inherited_fields_count() => Assert.AreEqual(48, Size(new Three()));

    [TestMethod]
    public void Boxed_number_is_two_blocks() => Assert.AreEqual(24, Size(1));

    [TestMethod]
    public void Arrays_are_as_measured()
    {
        Assert.AreEqual(120, Size(new byte[100]));
        Assert.AreEqual(1044, Size(new byte[1024]));
        Assert.AreEqual(420, Size(new int[100]));
        Assert.AreEqual(60, Size(new byte[32]));
    }

    /// <summary>A head of 20 bytes and the elements, in blocks of 12.</summary>
    [TestMethod]
    public void Other_arrays_follow_the_same_rule()
    {
        Assert.AreEqual(828, Size(new long[100]));
        Assert.AreEqual(24, Size(Array.Empty<byte>()));
        Assert.AreEqual(24, Size(new byte[4]));
        Assert.AreEqual(36, Size(new byte[5]));
        Assert.AreEqual(48, Size(new object?[2]));
    }

    [TestMethod]
    public void Text_is_as_measured()
    {
        Assert.AreEqual(120, Size(new string('a', 100)));
        Assert.AreEqual(24, Size(string.Concat("é", s_rest)));
    }

    [TestMethod]
    public void Literal_is_a_block_that_refers_to_flash() => Assert.AreEqual(12, Size("a text that stands in code"));

    [TestMethod]
    public void Encoding_is_made_for_each_holder()
    {
        DeviceHeap heap = new(typeof(DeviceHeapTests).Assembly);
        Assert.AreEqual(12, heap.Add(System.Text.Encoding.UTF8));
        Assert.AreEqual(12, heap.Add(System.Text.Encoding.UTF8));
    }

    [TestMethod]
    public void Elements_count_with_their_array() =>
        Assert.AreEqual(48 + 2 * 12, Size(new object[] { new Empty(), new Empty() }));

    [TestMethod]
    public void Shared_objects_count_once()
    {
        Assert.AreEqual(48 + 120, Size(new object[] { s_shared, s_shared }));
        DeviceHeap heap = new(typeof(DeviceHeapTests).Assembly);
        Assert.AreEqual(120, heap.Add(s_shared));
        Assert.AreEqual(0, heap.Add(s_shared));
    }

    [TestMethod]
    public void Structs_are_objects_of_their_own() => Assert.AreEqual(12 + 12 + 24, Size(new WithStruct()));

    [TestMethod]
    public void Rings_end()
    {
        Ring ring = new();
        ring.Next = ring;
        Assert.AreEqual(24, Size(ring));
    }

    [TestMethod]
    public void Foreign_objects_are_empty() => Assert.AreEqual(12, Size(new System.Text.UTF8Encoding()));

    [TestMethod]
    public void Statics_hold_what_they_refer_to() =>
        Assert.AreEqual(
            12 + 120 + 12 + 24, new DeviceHeap(typeof(DeviceHeapTests).Assembly).AddStatics(typeof(DeviceHeapTests)));

    private static int Size(object one) => new DeviceHeap(typeof(DeviceHeapTests).Assembly).Add(one);

    private sealed class Empty;

    private class Two
    {
        public bool Flag { get; set; }

        public long Number { get; set; }
    }

    private sealed class Three : Two
    {
        public object? Nothing { get; set; }
    }

    private struct One
    {
        public int Number { get; set; }
    }

    private sealed class WithStruct
    {
        public One One { get; set; }
    }

    private sealed class Ring
    {
        public Ring? Next { get; set; }
    }
}
