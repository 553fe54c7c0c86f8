using Core;
using Imip;
using nanoFramework.TestFramework;

namespace Tests.Unit.Imip;

/// <summary>From the greeting until the server lets the device in, or does not.</summary>
[TestClass]
public sealed class ImipLoginTests
{
    [TestMethod]
    [DataRow(int.MaxValue)]
    [DataRow(1)]
    [DataRow(7)]
    public void Login_is_proved_with_hmac(int piece)
    {
        ImipScript script = new();
        script.Send(ImipScript.Hello);
        script.Recv(ImipScript.Greeting, piece);
        script.Send(ImipScript.Login);
        Assert.IsFalse(script.Engine.IsOnline);
        script.Recv(ImipScript.Welcome, piece);
        script.Send(ImipScript.Online);
        Assert.IsTrue(script.Engine.IsOnline);
    }

    [TestMethod]
    public void Greeting_with_md5_alone_and_the_other_empty_line_is_answered()
    {
        ImipScript script = new();
        script.Send(ImipScript.Hello);
        script.Recv(Wire.Yahoo("HELO", "12345678", "Auth-Type: imip-md5", "Capabilities: server-lists", "ID: 70001",
            "Protocol: IMIP/1.0", "Registration: http://example.org/join", "Service: example.org"));
        script.Send(Wire.Odigo("LOGN dev", "69d5d4a98d876d857cfa231f31eec281", "ID: 1002", "Client: Agent",
            "Auth-Type: imip-md5"));
        script.Recv(Wire.Yahoo("LOGN dev", "", "Reference: 1002", "ID: 70002"));
        script.Send(ImipScript.Online);
    }

    [TestMethod]
    [DataRow("ACK 811", (int)Fault.NotAuthorized)]
    [DataRow("ACK 807", (int)Fault.ServerBusy)]
    [DataRow("ACK 899", (int)Fault.ServerBusy)]
    [DataRow("ACK 801", (int)Fault.ProtocolError)]
    [DataRow("ACK 600", (int)Fault.ProtocolError)]
    [DataRow("ACK x", (int)Fault.ProtocolError)]
    [DataRow("LOGN dev", (int)Fault.ProtocolError)]
    [DataRow("MESG", (int)Fault.ProtocolError)]
    [DataRow("HELO", (int)Fault.ProtocolError)]
    public void What_the_server_says_instead_of_a_welcome(string first, int fault)
    {
        ImipScript script = new();
        script.Recv(ImipScript.Greeting);
        script.Recv(Wire.Odigo(first, null, "ID: 70002", "Reference: 1001"));
        script.Ends((Fault)fault);
        Assert.IsFalse(script.Engine.IsOnline);
    }

    [TestMethod]
    [DataRow("Auth-Type: imip-sha1", "Protocol: IMIP/1.0", "1", (int)Fault.NoMechanism)]
    [DataRow("Auth-Type: imip-md5x,", "Protocol: IMIP/1.0", "1", (int)Fault.NoMechanism)]
    [DataRow("X: imip-md5", "Protocol: IMIP/1.0", "1", (int)Fault.NoMechanism)]
    [DataRow("Auth-Type: imip-md5", "Protocol: IMIP/2.0", "1", (int)Fault.ProtocolError)]
    [DataRow("Auth-Type: imip-md5", "X: IMIP/1.0", "1", (int)Fault.ProtocolError)]
    [DataRow("Auth-Type: imip-md5", "Protocol: IMIP/1.0", Texts.None, (int)Fault.ProtocolError)]
    public void Greeting_that_cannot_be_answered(string auth, string protocol, string challenge, int fault)
    {
        ImipScript script = new();
        script.Recv(Wire.Odigo("HELO", Texts.OrNull(challenge), "ID: 7", auth, protocol));
        script.Ends((Fault)fault);
    }

    [TestMethod]
    public void Challenge_has_an_end()
    {
        ImipScript script = new();
        script.Recv(Wire.Odigo("HELO", new string('1', ImipProof.LongestChallenge + 1), "ID: 7",
            "Auth-Type: imip-md5", "Protocol: IMIP/1.0"));
        script.Ends(Fault.ProtocolError);
    }

    [TestMethod]
    public void Greeting_that_does_not_fit_is_too_large()
    {
        ImipScript script = new();
        script.Recv(Wire.Odigo("HELO", new string('1', 5000), "ID: 7"));
        script.Ends(Fault.TooLarge);
    }

    [TestMethod]
    public void Silent_server_is_given_up()
    {
        ImipScript script = new();
        script.Wait(Limits.LoginMs - 1);
        script.Ends(Fault.None);
        script.Wait(1);
        script.Ends(Fault.Timeout);
    }

    [TestMethod]
    public void Next_connection_begins_anew()
    {
        ImipScript script = ImipScript.LoggedIn();
        script.Engine.Closed(script.Now);
        Assert.IsFalse(script.Engine.IsOnline);
        Assert.AreEqual(Engine.Never, script.Engine.Deadline);
        script.Engine.Opened(script.Now);
        script.Send(ImipScript.Hello);
        script.Recv(ImipScript.Greeting);
        script.Send(ImipScript.Login);
    }
}
