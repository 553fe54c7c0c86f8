using System.Text;
using Core;
using Core.Bytes;
using Xmpp.Auth;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>The two mechanisms that say one thing and believe the answer.</summary>
[TestClass]
public sealed class PlainAndExternalTests
{
    private static ByteWriter s_response;

    [TestMethod]
    public void Plain_as_in_rfc4616_section_4()
    {
        Begin();
        Plain plain = new(Utf8.Bytes("tim"), Utf8.Bytes("tanstaaftanstaaf"));
        plain.Start(s_response);
        for (int i = 0; i < s_response.Count; i++)
        {
            // A string of the device ends at a NUL.
            s_response.Buffer[i] = s_response.Buffer[i] == 0 ? (byte)'|' : s_response.Buffer[i];
        }

        Assert.AreEqual("|tim|tanstaaftanstaaf", Written());
        Assert.IsTrue(plain.Succeeded(null, 0, 0));
        Assert.AreEqual((int)SaslStep.Failed, (int)plain.Challenge(null, 0, 0, s_response));
        Assert.AreEqual((int)Fault.ProtocolError, (int)plain.Fault);
        Assert.IsFalse(plain.Succeeded(null, 0, 0));
    }

    [TestMethod]
    public void Plain_cannot_carry_a_nul_or_nothing()
    {
        Begin();
        byte[] good = Utf8.Bytes("x");
        byte[][] bad = { new byte[0], new byte[] { 65, 0, 66 } };
        foreach (byte[] part in bad)
        {
            AssertNotConfigured(new Plain(part, good));
            AssertNotConfigured(new Plain(good, part));
        }
    }

    [TestMethod]
    public void External_with_and_without_an_address()
    {
        Begin();
        External bare = new(new byte[0]);
        bare.Start(s_response);
        Assert.AreEqual(0, s_response.Count);
        Assert.IsTrue(bare.Succeeded(null, 0, 0));

        External named = new(Utf8.Bytes("dev1@iot.test"));
        named.Start(s_response);
        Assert.AreEqual("dev1@iot.test", Written());
        s_response.Clear();
        Assert.AreEqual((int)SaslStep.Respond, (int)named.Challenge(null, 0, 0, s_response));
        Assert.AreEqual("dev1@iot.test", Written());
        Assert.AreEqual((int)SaslStep.Failed, (int)named.Challenge(new byte[1], 0, 1, s_response));
        Assert.IsFalse(named.Succeeded(null, 0, 0));
    }

    private static void Begin()
    {
        s_response = new ByteWriter(100);
    }

    private static string Written() => Encoding.UTF8.GetString(s_response.Buffer, 0, s_response.Count);

    private static void AssertNotConfigured(Plain mechanism)
    {
        s_response.Clear();
        mechanism.Start(s_response);
        Assert.AreEqual((int)Fault.NotConfigured, (int)mechanism.Fault);
        Assert.AreEqual(0, s_response.Count);
        Assert.IsFalse(mechanism.Succeeded(null, 0, 0));
    }
}
