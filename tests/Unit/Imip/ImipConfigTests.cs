using Imip;
using nanoFramework.TestFramework;

namespace Tests.Unit.Imip;

/// <summary>When an account uses TLS, and what it lacks.</summary>
[TestClass]
public sealed class ImipConfigTests
{
    [TestMethod]
    [DataRow("imip.example", 0, false, true, 11320)]
    [DataRow("imip.example", 11319, false, true, 11319)]
    [DataRow("imip.example", 0, true, false, 11319)]
    [DataRow("imip.example", 4000, true, false, 4000)]
    [DataRow("127.0.0.1", 11319, false, false, 11319)]
    [DataRow("localhost", 11319, false, false, 11319)]
    [DataRow("127.0.0.1.example", 11319, false, true, 11319)]
    [DataRow("127.0.0.1", 0, false, true, 11320)]
    public void Tls_is_left_out_on_the_own_machine_or_by_will_only(
        string host, int port, bool allowPlain, bool tls, int inForce)
    {
        ImipConfig account = new() { Host = host, Port = port, AllowPlain = allowPlain };
        Assert.AreEqual(tls, account.UsesTls);
        Assert.AreEqual(inForce, account.PortInForce);
    }

    [TestMethod]
    public void What_is_missing_has_a_name()
    {
        ImipConfig account = new();
        Assert.AreEqual("Imip.Host", account.Missing);
        account.Host = "h";
        Assert.AreEqual("Imip.User", account.Missing);
        account.User = "u";
        Assert.AreEqual("Imip.Password", account.Missing);
        account.Password = "p";
        Assert.IsNull(account.Missing);
    }
}
