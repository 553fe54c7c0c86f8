using Core.Bytes;
using Core.Commands;

namespace Core.Agent;

/// <summary>Who may do what. Nobody else moves a pin or reads a sensor, over whatever link.</summary>
public sealed class Allowlist
{
    private readonly byte[][] _peers;
    private readonly Role[] _roles;

    /// <summary>The list as configured.</summary>
    public Allowlist(AgentConfig config)
    {
        _peers = new byte[config.PeerCount][];
        _roles = new Role[config.PeerCount];
        for (int i = 0; i < _peers.Length; i++)
        {
            _peers[i] = LowerCase(Utf8.Bytes(config.Peer(i)));
            _roles[i] = config.PeerRole(i);
        }
    }

    /// <summary>The address at an index, or null behind the end.</summary>
    public byte[] Peer(int index) => index < _peers.Length ? _peers[index] : null;

    /// <summary>The role at an index.</summary>
    public Role PeerRole(int index) => _roles[index];

    /// <summary>What the owner of a bare address may do.</summary>
    public Role RoleOf(Slice bareAddress)
    {
        for (int i = 0; i < _peers.Length; i++)
        {
            if (bareAddress.Is(_peers[i]))
            {
                return _roles[i];
            }
        }

        return Role.Stranger;
    }

    /// <summary>Servers send addresses in lower case; a person may have written them otherwise.</summary>
    private static byte[] LowerCase(byte[] address)
    {
        for (int i = 0; i < address.Length; i++)
        {
            if (address[i] >= 'A' && address[i] <= 'Z')
            {
                address[i] |= 0x20;
            }
        }

        return address;
    }
}
