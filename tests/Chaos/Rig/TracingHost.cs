using System.Text;
using Core.Bytes;
using Core.Commands;

namespace Tests.Chaos.Rig;

/// <summary>The commands of a device, with a record of what was asked of them.</summary>
internal sealed class TracingHost(ICommandHost inner, StringBuilder trace) : ICommandHost
{
    /// <inheritdoc/>
    public CommandSpec[] Commands => inner.Commands;

    /// <inheritdoc/>
    public bool HasMemory => inner.HasMemory;

    /// <inheritdoc/>
    public CommandSpec Find(Slice name) => inner.Find(name);

    /// <inheritdoc/>
    public Role RoleOf(Slice bareAddress) => inner.RoleOf(bareAddress);

    /// <inheritdoc/>
    public byte[] Peer(int index) => inner.Peer(index);

    /// <inheritdoc/>
    public Role PeerRole(int index) => inner.PeerRole(index);

    /// <inheritdoc/>
    public bool HasSeen(Slice id) => inner.HasSeen(id);

    /// <inheritdoc/>
    public void See(Slice id, bool isItem)
    {
        trace.AppendLine($"see {id}");
        inner.See(id, isItem);
    }

    /// <inheritdoc/>
    public void Run(CommandCall call)
    {
        inner.Run(call);
        trace.AppendLine($"run {call.Spec?.Name} for {call.Caller} id '{call.Id}': {call.Outcome}");
    }
}
