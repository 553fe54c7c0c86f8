using System.Text;
using Core;
using Core.Bytes;
using Core.Commands;
using Imip;
using nanoFramework.TestFramework;
using Tests.Unit.Xmpp;

namespace Tests.Unit.Imip;

/// <summary>One side of a conversation with the engine, written as bytes: what comes in, and what must go
/// out.</summary>
public sealed class ImipScript : IImipOwner
{
    /// <summary>What the server says first.</summary>
    public static readonly string Greeting = Wire.Odigo("HELO", "12345678",
        "Auth-Type: imip-hmac-sha256, imip-md5", "ID: 70001", "Keep-Alive: 60", "Protocol: IMIP/1.0");

    /// <summary>The server lets the device in.</summary>
    public static readonly string Welcome = Wire.Odigo("LOGN dev", null, "ID: 70002", "Reference: 1002");

    /// <summary>What the device says first.</summary>
    public static readonly string Hello = Wire.Odigo("HELO", null, "ID: 1001", "Protocol: IMIP/1.0");

    /// <summary>How it proves what it knows.</summary>
    public static readonly string Login = Wire.Odigo("LOGN dev",
        "8462da6cceceafe671225f920fa46ba3d0e5a7f300b09cc49b53ebc48364ee23",
        "ID: 1002", "Client: Agent", "Auth-Type: imip-hmac-sha256");

    /// <summary>What it says when it is in.</summary>
    public static readonly string Online = Wire.Odigo("STAT ONLINE", null, "ID: 1003");

    private readonly byte[] _output = new byte[Limits.ImipQueue];

    /// <summary>The agent behind the link.</summary>
    public readonly FakeCommands Commands;

    /// <summary>The session.</summary>
    public readonly ImipSession Session;

    /// <summary>What sends reports and results.</summary>
    public readonly ImipMail Mail;

    /// <summary>The engine.</summary>
    public readonly ImipEngine Engine;

    /// <summary>What the owner was told, one word each.</summary>
    public string News = "";

    /// <summary>Time.</summary>
    public long Now = 1_000;

    /// <summary>An engine whose transport has just come up.</summary>
    public ImipScript()
        : this("imip:op", "imip:viewer")
    {
    }

    /// <summary>The same for somebody who may control and somebody who may read.</summary>
    public ImipScript(string friend, string reader)
    {
        Commands = new FakeCommands(friend, reader);
        Session = new ImipSession("dev", Commands, this);
        Mail = new ImipMail(Session);
        Engine = new ImipEngine(Session, new ImipProof(Session.User, "secret", new FixedCrypto()), Mail);
        Engine.Opened(Now);
    }

    /// <summary>An engine that is logged in.</summary>
    public static ImipScript LoggedIn()
    {
        ImipScript script = new();
        script.Send(Hello);
        script.Recv(Greeting);
        script.Send(Login);
        script.Recv(Welcome);
        script.Send(Online);
        return script;
    }

    /// <inheritdoc/>
    public bool HasRoom { get; set; } = true;

    /// <summary>A message to the device.</summary>
    public static string Says(string from, string text) => Wire.Odigo("MESG", text, "From: " + from, "ID: 70010");

    /// <summary>This comes in, whole.</summary>
    public void Recv(string text) => Recv(text, int.MaxValue);

    /// <summary>This comes in, in pieces of this size.</summary>
    public void Recv(string text, int piece)
    {
        byte[] bytes = Utf8.Bytes(text);
        for (int at = 0; at < bytes.Length;)
        {
            int count = bytes.Length - at < piece ? bytes.Length - at : piece;
            Assert.AreEqual(count, Engine.Receive(bytes, at, count, Now));
            at += count;
        }
    }

    /// <summary>Just this must have gone out since the last look; empty for nothing.</summary>
    public void Send(string text) => Assert.AreEqual(text, Said());

    /// <summary>What has gone out since the last look.</summary>
    public string Said()
    {
        int count = Engine.Transmit(_output, 0, _output.Length);
        return Encoding.UTF8.GetString(_output, 0, count);
    }

    /// <summary>So much time passes at once.</summary>
    public void Wait(int ms)
    {
        Now += ms;
        Engine.Tick(Now);
    }

    /// <summary>The engine must have ended for this reason.</summary>
    public void Ends(Fault fault) => Assert.AreEqual((int)fault, (int)Engine.Fault);

    /// <inheritdoc/>
    public void Keep(CommandCall call) => News += "keep " + call.Id.ToString() + " ";

    /// <inheritdoc/>
    public void Taken() => News += "taken ";

    /// <inheritdoc/>
    public void Refused() => News += "refused ";

    /// <inheritdoc/>
    public void Again() => News += "again ";
}
