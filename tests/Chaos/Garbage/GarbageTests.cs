using System.Reflection;
using System.Runtime.CompilerServices;
using Tests.Chaos.Courier;
using Tests.Chaos.Imip;
using Tests.Garbage;

namespace Tests.Chaos.Garbage;

/// <summary>The invariant "Room" by the rules of the device's heap, where a literal that is loaded and a number that is
/// boxed take memory: the tests of the invariant again, in a world that counts so.</summary>
[TestClass]
public sealed class GarbageTests
{
    private static readonly Type[] Tests =
        [typeof(RoomTests), typeof(CourierRoomTests), typeof(ImipRoomTests), typeof(ScramRoomTests),
            typeof(AgentRoomTests)];

    private static readonly Lazy<CountedWorld> World =
        new(() => new CountedWorld(typeof(GarbageTests).Assembly, typeof(Samples).FullName!));

    public static IEnumerable<object[]> Rooms =>
        from type in Tests
        from method in type.GetMethods()
        where method.IsDefined(typeof(TestMethodAttribute))
        from row in method.GetCustomAttributes<DataRowAttribute>().Select(it => it.DisplayName).DefaultIfEmpty("")
        select new object[] { type.FullName!, method.Name, row };

    public static IEnumerable<object[]> Measured =>
        from method in typeof(Samples).GetMethods()
        let takes = method.GetCustomAttribute<TakesAttribute>()
        where takes is not null
        select new object[] { method.Name, takes.Bytes };

    [TestMethod]
    [DynamicData(nameof(Rooms))]
    public void Room_on_the_device(string type, string method, string row)
    {
        Type counted = World.Value.Tests.GetType(type, true)!;
        MethodInfo test = counted.GetMethod(method)!;
        object?[]? data = test.GetCustomAttributes<DataRowAttribute>()
            .SingleOrDefault(it => it.DisplayName == row)?.Data;
        long before = Ledger.Bytes;
        object? rig = Activator.CreateInstance(counted);
        foreach (MethodInfo start in counted.GetMethods().Where(it => it.IsDefined(typeof(TestInitializeAttribute))))
        {
            start.Invoke(rig, null);
        }

        test.Invoke(rig, BindingFlags.DoNotWrapExceptions, null, data, null);
        Assert.AreNotEqual(before, Ledger.Bytes, "what is made at the start was counted");
    }

    [TestMethod]
    [DynamicData(nameof(Measured))]
    public void Sizes_are_as_measured(string name, int bytes)
    {
        Type samples = World.Value.Tests.GetType(typeof(Samples).FullName!, true)!;
        RuntimeHelpers.RunClassConstructor(samples.TypeHandle);
        Action run = samples.GetMethod(name)!.CreateDelegate<Action>();
        long before = Ledger.Bytes;
        run();
        Assert.AreEqual(bytes, Ledger.Bytes - before);
    }
}
