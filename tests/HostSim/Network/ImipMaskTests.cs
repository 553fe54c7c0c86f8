using System.Text;
using HostSim.Network;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Network;

[TestClass]
public sealed class ImipMaskTests
{
    private const string Greeting = "HELO\r\n20\r\nID: 1234\r\n\r\nCHALLENG";
    private const string Login = "LOGN dev\r\n16\r\nID: 12\r\n\r\nPROOF!";
    private const string Message = "MESG\r\n17\r\nID: 1235\r\n\r\nHELO\n";
    private const string Ping = "PING\r\n0\r\n";

    [TestMethod]
    public void Challenge_and_proof_are_masked_and_the_rest_is_left()
    {
        string shown = "HELO\r\n20\r\nID: 1234\r\n\r\n…LOGN dev\r\n16\r\nID: 12\r\n\r\n…" + Message + Ping;
        string text = Greeting + Login + Message + Ping;
        Assert.AreEqual(shown, new SecretMask().Mask(Encoding.UTF8.GetBytes(text)));
        SecretMask mask = new();
        Assert.AreEqual(shown, string.Concat(
            Encoding.UTF8.GetBytes(text).Select(one => mask.Mask(new ReadOnlySpan<byte>(in one)))));
    }

    [TestMethod]
    [DataRow("LOGN dev\r\nmany\r\nPROOF!")]
    [DataRow("LOGN dev\r\n\r\nPROOF!")]
    public void What_is_no_block_is_masked_to_the_end(string text) =>
        Assert.DoesNotContain("PROOF", new SecretMask().Mask(Encoding.UTF8.GetBytes(text)));

    [TestMethod]
    public void Letters_that_are_cut_are_shown_whole()
    {
        byte[] text = Encoding.UTF8.GetBytes("MESG\r\n12\r\nID: 1\r\n\r\nü!");
        SecretMask mask = new();
        Assert.EndsWith("ü!", mask.Mask(text.AsSpan(0, 20)) + mask.Mask(text.AsSpan(20)));
    }
}
