using System.Reflection;
using Core.Agent;
using Courier;
using Imip;
using Core.Ports;
using Xmpp;

namespace Tests.Contract.Budgets;

/// <summary>The core stays as small as budgets.txt says.</summary>
[TestClass]
public sealed class BudgetTests(TestContext context)
{
    private static readonly Assembly[] s_core =
    [
        typeof(Core.Check).Assembly, typeof(XmppLink).Assembly, typeof(CourierLink).Assembly, typeof(ImipLink).Assembly,
    ];

    [TestMethod]
    public void Statics_fit_into_the_heap() =>
        AssertWithin("core-statics-heap-bytes", new DeviceHeap(s_core).AddStatics());

    [TestMethod]
    public void Whole_agent_fits_into_the_heap()
    {
        AgentConfig config = Configured(Xmpp());
        AssertWithin("agent-heap-bytes", Without(config).Add(Agent(config)));
    }

    [TestMethod]
    public void Xmpp_link_fits_into_the_heap() => AssertLinkWithin("xmpp-link-heap-bytes", Xmpp());

    [TestMethod]
    public void Imip_link_fits_into_the_heap() => AssertLinkWithin("imip-link-heap-bytes",
        new ImipConfig { Host = "imip.example.org", User = "sim-1", Password = "secret" });

    [TestMethod]
    public void Courier_link_fits_into_the_heap() =>
        AssertLinkWithin("courier-link-heap-bytes", new CourierConfig { Host = "push.example.org" });

    [TestMethod]
    [DataRow(90, 100, 95, false)]
    [DataRow(95, 100, 95, false)]
    [DataRow(96, 100, 95, true)]
    [DataRow(101, 100, 95, true)]
    [DataRow(90, 100, 101, true)]
    public void Complaint_comes_above_what_was_agreed(int measured, int limit, int agreed, bool complains) =>
        Assert.AreEqual(complains, new Budget(limit, agreed).Complaint("probe", measured) is not null);

    [TestMethod]
    public void File_is_read_with_its_remarks()
    {
        Dictionary<string, Budget> read = Budget.Parse("# head\n\nprobe  100 95  # why\n");
        Assert.AreEqual(new Budget(100, 95), read["probe"]);
    }

    private static XmppConfig Xmpp() => new() { Domain = "example.org", User = "sim-1", Password = "secret" };

    private static AgentConfig Configured(LinkConfig link) => new() { DeviceId = "sim-1", Links = [link] };

    private static AgentCore Agent(AgentConfig config) => new(
        config, Stub.Of<IClock>(), Stub.Of<ICrypto>(), Stub.Of<IVault>(), Stub.Of<IBoard>(), Stub.Of<ILog>());

    /// <summary>A heap in which statics and configuration stand already: they are in other sums.</summary>
    private static DeviceHeap Without(AgentConfig config)
    {
        DeviceHeap heap = new(s_core);
        heap.AddStatics();
        heap.Add(config);
        return heap;
    }

    private void AssertLinkWithin(string name, LinkConfig link)
    {
        AgentConfig config = Configured(link);
        AgentCore agent = Agent(config);
        DeviceHeap heap = Without(config);
        heap.Add(agent);
        LinkParts parts = new()
        {
            Config = config,
            Commands = agent.Commands,
            Owner = Stub.Of<ILinkOwner>(),
            Board = Stub.Of<IBoard>(),
            Crypto = Stub.Of<ICrypto>(),
            Vault = Stub.Of<IVault>(),
        };
        AssertWithin(name, heap.Add(link.Make(parts)));
    }

    private void AssertWithin(string name, int measured)
    {
        context.WriteLine($"{name}: {measured}");
        string? complaint = Budget.Named(name).Complaint(name, measured);
        Assert.IsNull(complaint, complaint);
    }
}
