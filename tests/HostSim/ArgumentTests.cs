using System.Net;
using System.Net.Sockets;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim;

[TestClass]
public sealed class ArgumentTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("args-").FullName;

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("--port must be a whole number", "--port", "x")]
    [DataRow("--port must be a whole number", "--port", "65536")]
    [DataRow("'--port'", "--port")]
    [DataRow("'--nope'", "--nope")]
    [DataRow("'stray'", "stray")]
    [DataRow("--port must be a whole number", "run", "--port", "x")]
    [DataRow("--server needs --domain", "run", "--server", "host:5222")]
    [DataRow("--devices must be a whole number", "--devices", "0")]
    [DataRow("--link must be xmpp", "--link", "pigeon")]
    [DataRow("--link: --server is an XMPP server", "--server", "h:1", "--link", "imip")]
    [DataRow("--seed must be a whole number", "--seed", "-1")]
    [DataRow("--server must be host:port", "--server", "host:0")]
    [DataRow("--server needs --domain", "--server", "host:5222")]
    [DataRow("--server needs --user", "--server", "host:5222", "--domain", "d")]
    [DataRow("--domain needs --server", "--domain", "d")]
    [DataRow("--direct-tls needs --server", "--direct-tls")]
    [DataRow("--devices: a real server takes one device", "--server", "h:1", "--devices", "2")]
    [DataRow("--user must be an account of d", "--server", "h:1", "--domain", "d", "--user", "u@other",
        "--password-file", "PASSWORD")]
    [DataRow("--password-file: Could not find file", "--server", "h:1", "--domain", "d", "--user", "u",
        "--password-file", "/no/such/file")]
    [DataRow("--password-file: ", "--server", "h:1", "--domain", "d", "--user", "u", "--password-file", "EMPTY")]
    [DataRow("--ca: ", "--server", "h:1", "--domain", "d", "--user", "u", "--password-file", "PASSWORD",
        "--ca", "PASSWORD")]
    [DataRow("--operator must be an address", "--server", "h:1", "--domain", "d", "--user", "u",
        "--password-file", "PASSWORD", "--operator", "me")]
    [DataRow("--operator-password-file needs --operator", "--server", "h:1", "--domain", "d", "--user", "u",
        "--password-file", "PASSWORD", "--operator-password-file", "PASSWORD")]
    public async Task A_wrong_argument_gives_one_line_that_names_it_and_code_2(
        string expected, params string[] arguments)
    {
        string password = Path.Combine(_folder, "password");
        string empty = Path.Combine(_folder, "empty");
        await File.WriteAllTextAsync(password, "secret-of-the-test\n");
        await File.WriteAllTextAsync(empty, "\n");
        using SimProcess sim = new(
            [.. arguments.Select(a => a switch { "PASSWORD" => password, "EMPTY" => empty, _ => a })]);
        Assert.AreEqual(2, await sim.EndAsync());
        Assert.AreEqual("", sim.Output);
        Assert.HasCount(1, sim.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("host-sim: ", sim.Error);
        Assert.Contains(expected, sim.Error);
        Assert.DoesNotContain("secret-of-the-test", sim.Error);
    }

    [TestMethod]
    public async Task A_port_in_use_gives_one_line_and_code_2()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string[][] ways = [["--port", $"{port}"], ["run", "--port", $"{port}"]];
        foreach (string[] way in ways)
        {
            using SimProcess sim = new(way);
            Assert.AreEqual(2, await sim.EndAsync());
            Assert.AreEqual($"host-sim: --port: {port} is in use", sim.Error.TrimEnd());
        }
    }

    [TestMethod]
    public async Task A_damaged_data_folder_gives_one_line_and_code_2()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "ca"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "ca", "ca.pem"), "no certificate");
        await File.WriteAllTextAsync(Path.Combine(_folder, "ca", "ca-key.pem"), "no key");
        using SimProcess sim = new("--port", "0", "--data", _folder);
        Assert.AreEqual(2, await sim.EndAsync());
        Assert.HasCount(1, sim.Error.TrimEnd().Split('\n'));
        Assert.StartsWith($"host-sim: --data: {_folder} cannot be used: ", sim.Error);
    }

    [TestMethod]
    public async Task Help_names_every_option_and_is_no_error()
    {
        using SimProcess sim = new("--help");
        Assert.AreEqual(0, await sim.EndAsync());
        string[] words =
            ["run", "--port", "--devices", "--link", "--server", "--domain", "--user", "--ca", "--seed"];
        foreach (string option in words)
        {
            Assert.Contains(option, sim.Output);
        }
    }
}
