using System.Text;

namespace Tests.Firmware.Memory;

/// <summary>What comes before TLS was said by anybody.</summary>
[TestClass]
public sealed class InjectionTests
{
    [TestMethod]
    public void Bytes_behind_the_answer_to_starttls_are_refused()
    {
        using Village village = new(pace: 100);
        int injected = 0;
        village.Tamper = said =>
        {
            if (said.AsSpan().IndexOf("<proceed"u8) < 0 || injected > 1)
            {
                return said;
            }

            injected++;
            return [.. said, .. Encoding.ASCII.GetBytes("<iq type='get' id='x'><ping xmlns='urn:xmpp:ping'/></iq>")];
        };
        village.SwitchOn();
        village.Until(() => injected > 0 && village.Logins > 0, "it logs in once nobody interferes any more");
        Assert.AreEqual(2, injected);
        Assert.AreEqual(1, village.World.Handshakes.Begun, "no handshake on a connection that somebody spoke on");
        Assert.IsGreaterThanOrEqualTo(3, village.World.Wires.Made);
    }
}
