using System;
using Core;
using Core.Bytes;
using Xmpp.Auth;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>Whatever a server says, SCRAM answers or fails with a fault; it never throws and never trusts.</summary>
[TestClass]
public sealed class ScramFuzzTests
{
    private const string Sha256Signature = "v=XKW6VuW1FANROQabnJBz1KaeCnQL/HZByQtX/iU+o30=";
    private const int Rounds = 3000;

    private static ByteWriter s_response;
    private static Scram s_scram;

    [TestMethod]
    public void Changed_first_messages()
    {
        Begin();
        Random random = new(5802);
        byte[] good = Utf8.Bytes(ScramDialogue.ServerFirst + ",h=bmFvMg==");
        int working = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] changed = Change(good, random);
            s_response.Clear();
            s_scram.Start(s_response);
            int start = s_response.Count;
            SaslStep step = s_scram.Challenge(changed, 0, changed.Length, s_response);
            Assert.IsTrue(step == SaslStep.Failed == (s_scram.Fault != Fault.None));
            Assert.AreEqual(start, s_response.Count);
            working += step == SaslStep.Working ? 1 : 0;
            Assert.IsFalse(s_scram.Succeeded(changed, 0, changed.Length));
        }

        // Changes in salt, count and extension are not faults: the test reaches both sides.
        Assert.IsTrue(working > Rounds / 20 && working < Rounds * 19 / 20);
    }

    [TestMethod]
    public void Changed_final_messages()
    {
        Begin();
        Random random = new(7677);
        byte[] first = Utf8.Bytes(ScramDialogue.ServerFirst);
        byte[] good = Utf8.Bytes(Sha256Signature);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] changed = Change(good, random);
            s_response.Clear();
            s_scram.Start(s_response);
            SaslStep step = s_scram.Challenge(first, 0, first.Length, s_response);
            while (step == SaslStep.Working && s_scram.Work(s_response))
            {
            }

            Assert.AreEqual((int)Fault.None, (int)s_scram.Fault);
            bool trusted = s_scram.Succeeded(changed, 0, changed.Length);
            Assert.IsTrue(!trusted || Proves(changed, good));
            Assert.IsTrue(trusted == (s_scram.Fault == Fault.None));
        }
    }

    [TestMethod]
    public void Noise()
    {
        Begin();
        Random random = new(1);
        byte[] noise = new byte[64];
        for (int round = 0; round < Rounds; round++)
        {
            random.NextBytes(noise);
            int offset = random.Next(noise.Length);
            s_response.Clear();
            s_scram.Start(s_response);
            SaslStep step = s_scram.Challenge(noise, offset, random.Next(noise.Length - offset + 1), s_response);
            Assert.AreEqual((int)SaslStep.Failed, (int)step);
            Assert.IsTrue(s_scram.Fault != Fault.None);
        }
    }

    [TestMethod]
    public void A_writer_without_room_only_overflows()
    {
        Begin();
        byte[] first = Utf8.Bytes(ScramDialogue.ServerFirst);
        for (int room = 0; room < 100; room++)
        {
            ByteWriter small = new(room);
            s_scram.Start(small);
            Assert.IsTrue(small.Overflow == room < "n,,n=user,r=".Length + 24);
            SaslStep step = s_scram.Challenge(first, 0, first.Length, small);
            while (step == SaslStep.Working && s_scram.Work(small))
            {
            }

            Assert.IsTrue(small.Overflow);
        }
    }

    private static void Begin()
    {
        s_response = new ByteWriter(400);
        s_scram = new Scram(ScramKind.Sha256, Utf8.Bytes("user"), Utf8.Bytes("pencil"),
        new FixedCrypto { Chosen = Convert.FromBase64String(ScramDialogue.Nonce) }, new OneRecordVault());
    }

    // Only an extension behind the right signature is no change of meaning.
    private static bool Proves(byte[] changed, byte[] good)
    {
        for (int i = 0; i < good.Length; i++)
        {
            if (i >= changed.Length || changed[i] != good[i])
            {
                return false;
            }
        }

        return changed.Length == good.Length || changed[good.Length] == ',';
    }

    private static byte[] Change(byte[] good, Random random)
    {
        byte[] changed = (byte[])good.Clone();
        switch (random.Next(4))
        {
            case 0:
                changed = new byte[random.Next(good.Length)];
                Array.Copy(good, 0, changed, 0, changed.Length);
                break;
            case 1:
                changed = new byte[good.Length + 1];
                int at = random.Next(changed.Length);
                Array.Copy(good, 0, changed, 0, at);
                changed[at] = (byte)random.Next(256);
                Array.Copy(good, at, changed, at + 1, good.Length - at);
                break;
            default:
                bool likely = random.Next(2) == 0;
                changed[random.Next(changed.Length)] =
                    likely ? (byte)",=rsimve9"[random.Next(9)] : (byte)random.Next(256);
                break;
        }

        return changed;
    }
}
