using Core;
using Core.Bytes;
using nanoFramework.TestFramework;

namespace Tests.Unit.Imip;

/// <summary>A conversation that is up: what is answered how, and what ends it.</summary>
[TestClass]
public sealed class ImipEngineTests
{
    [TestMethod]
    [DataRow("PING", "", "600")]
    [DataRow("LIST ADD dev", "From: op \"The Operator\"", "600")]
    [DataRow("LIST ADD dev", "From: eve", "805")]
    [DataRow("LIST ADD dev", "X: y", "801")]
    [DataRow("LIST DEL dev", "From: eve", "600")]
    [DataRow("LIST GET", "From: op", "802")]
    [DataRow("FROB", "", "802")]
    [DataRow("STATE", "", "802")]
    [DataRow("HELO", "", "801")]
    [DataRow("LOGN dev", "", "801")]
    [DataRow("MESG", "", "801")]
    public void Block_is_acknowledged(string first, string header, string code)
    {
        ImipScript script = ImipScript.LoggedIn();
        string block = header.Length == 0 ? Wire.Yahoo(first, "", "ID: 70010")
            : Wire.Odigo(first, "why not", header, "ID: 70010");
        script.Recv(block);
        script.Send(Ack(code, 1004));
        script.Recv(block, 1);
        script.Send(Ack(code, 1005));
        script.Ends(Fault.None);
    }

    [TestMethod]
    public void Presence_and_stray_acks_are_taken_in_silence()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(Wire.Odigo("STAT AWAY", null, "From: op", "ID: 70010"));
        script.Recv(Wire.Odigo("ACK 600", null, "ID: 70011", "Reference: 1003"));
        script.Recv(Wire.Odigo("ACK 805", null, "ID: 70012"));
        script.Send("");
        script.Ends(Fault.None);
    }

    [TestMethod]
    public void Block_without_a_number_is_told_so()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(Wire.Odigo("PING", null));
        script.Send(Wire.Odigo("ACK 801", null, "ID: 1004"));
    }

    [TestMethod]
    public void Oversized_message_is_refused_and_the_next_is_heard()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(Wire.Odigo("MESG", new string('x', 9000), "From: op", "ID: 70010") + Wire.Yahoo(
            "PING", "", "ID: 70011"), 100);
        script.Send(Ack("806", 1004) + Wire.Odigo("ACK 600", null, "ID: 1005", "Reference: 70011"));
        script.Ends(Fault.None);
    }

    [TestMethod]
    public void What_is_no_block_ends_it()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv("MESG\r\nmany\r\n" + Wire.Yahoo("PING", "", "ID: 70011"));
        script.Send(Wire.Odigo("ACK 801", null, "ID: 1004"));
        script.Ends(Fault.NotWellFormed);
    }

    [TestMethod]
    public void Goodbye_of_the_server_is_acknowledged()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Recv(Wire.Yahoo("DISC", "", "ID: 70010"));
        script.Send(Ack("600", 1004));
        script.Ends(Fault.ClosedByPeer);
    }

    [TestMethod]
    public void Own_goodbye()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Engine.Goodbye();
        script.Send(Wire.Odigo("DISC", null, "ID: 1004"));
        script.Ends(Fault.ClosedByPeer);
        Assert.IsFalse(script.Engine.IsOnline);
    }

    [TestMethod]
    public void Trouble_is_told_once_and_after_each_login()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Engine.SetTrouble(Utf8.Bytes("refused"));
        script.Send(Wire.Odigo("STAT BUSY", "refused", "ID: 1004"));
        script.Engine.Closed(script.Now);
        script.Engine.Opened(script.Now);
        script.Recv(ImipScript.Greeting + ImipScript.Welcome);
        script.Send(ImipScript.Hello + ImipScript.Login + Wire.Odigo("STAT BUSY", "refused", "ID: 1003"));
        script.Engine.SetTrouble(null);
        script.Send(Wire.Odigo("STAT ONLINE", null, "ID: 1004"));
    }

    [TestMethod]
    public void State_that_did_not_fit_is_told_when_it_does()
    {
        ImipScript script = ImipScript.LoggedIn();
        byte[] flood = Utf8.Bytes(Flood(200));
        script.Engine.Receive(flood, 0, flood.Length, script.Now);
        script.Engine.SetTrouble(Utf8.Bytes(new string('x', Limits.ImipReply)));
        Assert.DoesNotContains("STAT BUSY", script.Said());
        Assert.Contains("STAT BUSY", script.Said());
        script.Send("");
    }

    [TestMethod]
    public void Quiet_connection_is_pinged_and_three_unheard_pings_end_it()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Wait(59_999);
        script.Send("");
        Assert.AreEqual(61_000L, script.Engine.Deadline);
        script.Wait(1);
        script.Send(Wire.Odigo("PING", null, "ID: 1004"));
        script.Recv(Wire.Odigo("ACK 600", null, "ID: 70010", "Reference: 1004"));
        for (int i = 0; i < 3; i++)
        {
            script.Wait(60_000);
            script.Ends(Fault.None);
            script.Send(Wire.Odigo("PING", null, "ID: " + (1005 + i).ToString()));
        }

        script.Wait(60_000);
        script.Ends(Fault.Timeout);
        Assert.AreEqual(Engine.Never, script.Engine.Deadline);
    }

    [TestMethod]
    public void Leap_of_time_gives_one_ping()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Wait(3_600_000);
        script.Send(Wire.Odigo("PING", null, "ID: 1004"));
        Assert.IsTrue(script.Engine.Deadline > script.Now);
        script.Ends(Fault.None);
    }

    [TestMethod]
    [DataRow("1", 5_000L)]
    [DataRow("90", 90_000L)]
    [DataRow("86400", 3_600_000L)]
    [DataRow("0", 60_000L)]
    [DataRow("soon", 60_000L)]
    public void Server_sets_the_interval(string seconds, long interval)
    {
        ImipScript script = new();
        script.Recv(Wire.Odigo("HELO", "12345678", "Auth-Type: imip-hmac-sha256", "ID: 70001",
            "Keep-Alive: " + seconds, "Protocol: IMIP/1.0") + ImipScript.Welcome);
        Assert.IsTrue(script.Engine.IsOnline);
        Assert.AreEqual(script.Now + interval, script.Engine.Deadline);
    }

    [TestMethod]
    public void Blocks_wait_until_answers_fit()
    {
        ImipScript script = ImipScript.LoggedIn();
        byte[] flood = Utf8.Bytes(Flood(200));
        int taken = script.Engine.Receive(flood, 0, flood.Length, script.Now);
        Assert.IsTrue(taken < flood.Length);
        int answers = 0;
        while (taken < flood.Length)
        {
            answers += Count(script.Said());
            taken += script.Engine.Receive(flood, taken, flood.Length - taken, script.Now);
        }

        Assert.AreEqual(200, answers + Count(script.Said()));
    }

    private static string Ack(string code, int id) =>
        Wire.Odigo("ACK " + code, null, "ID: " + id.ToString(), "Reference: 70010");

    private static string Flood(int count)
    {
        string ping = Wire.Yahoo("PING", "", "ID: 70010");
        string flood = "";
        for (int i = 0; i < count; i++)
        {
            flood += ping;
        }

        return flood;
    }

    private static int Count(string said)
    {
        int count = 0;
        for (int at = said.IndexOf("ACK 600"); at >= 0; at = said.IndexOf("ACK 600", at + 1))
        {
            count++;
        }

        return count;
    }
}
