using HostSim.Devices;
using HostSim.ImipServer;
using HostSim.Network;
using HostSim.Operator.Imip;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Bench.Bytes;

/// <summary>IMIP: the command as a message with a command id.</summary>
internal sealed class ImipBytes : MeasuredLink
{
    private const string Boss = "boss";

    private readonly ImipOperator _person;

    public ImipBytes()
    {
        EmbeddedImipServer server = Own(EmbeddedImipServer.Start(new ImipOptions()));
        server.AddAccount(DeviceId, "device-password");
        server.AddAccount(Boss, "boss-password");
        Trust trust = Trust.Only(server.Authority.Certificate);
        _person = Own(new ImipOperator(new ImipOperatorOptions
        {
            User = Boss, Password = "boss-password", Host = Loopback, Port = server.TlsPort, TlsName = server.Service,
            Trust = trust, Devices = [DeviceId],
        }, NullLogger.Instance));
        Build(new ImipDeviceAccount(Loopback, server.TlsPort, server.Service, DeviceId, "device-password",
            $"imip:{Boss}"), trust);
    }

    public override string Name => "IMIP";

    protected override int IdleMs => 60_000;

    protected override bool IsAnswered => true;

    protected override async Task SilenceAsync()
    {
        _person.Start();
        await UntilAsync(() => _person.StateOf(DeviceId) == "ONLINE", "the operator sees the device");
        await RunAsync(_person, "report.every", ("seconds", "0"));
    }

    protected override Task CommandAsync(string id, int level) =>
        RunAsync(_person, "pin.write", ("pin", "2"), ("value", $"{level}"));
}
