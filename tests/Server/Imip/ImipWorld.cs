using HostSim.ImipServer;

namespace Tests.Server.Imip;

/// <summary>A server with a few accounts and a clock that stands.</summary>
internal sealed class ImipWorld
{
    public ImipWorld(ImipLimits? limits = null, params string[] methods)
    {
        Domain = new ImipDomain(new ImipOptions
        {
            Service = "imip.test",
            Seed = 1,
            Clock = Clock,
            Limits = limits ?? new ImipLimits(),
            Methods = methods.Length > 0 ? methods : [LoginProof.HmacSha256, LoginProof.Md5],
        });
        foreach (string user in new[] { "dev", "op", "eve" })
        {
            Domain.AddAccount(user, "secret");
        }
    }

    public VirtualClock Clock { get; } = new();

    public ImipDomain Domain { get; }

    public ImipClient Online(string user) => ImipClient.Online(Domain, user);
}
