using System;
using System.Text;
using Core;
using Core.Bytes;
using Core.Ports;
using Xmpp.Auth;

namespace Tests.Unit;

/// <summary>Drives one SCRAM exchange in texts, and counts the work.</summary>
public sealed class ScramDialogue
{
    /// <summary>The nonce of RFC 5802 §5.</summary>
    public const string Nonce = "fyko+d2lbbFgONRv9qkxdawL";

    /// <summary>The server's first message of RFC 5802 §5.</summary>
    public const string ServerFirst = "r=" + Nonce + "3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096";

    private readonly ByteWriter _response = new(600);

    /// <summary>The client that is tested.</summary>
    public readonly Scram Client;

    /// <summary>What the last challenge led to.</summary>
    public SaslStep Step;

    /// <summary>Calls of Work that the last challenge took.</summary>
    public int Works;

    /// <summary>A client that will choose this nonce, of 20 or 24 characters.</summary>
    public ScramDialogue(ScramKind kind, string user, string password, string nonce, FixedCrypto crypto, IVault vault)
    {
        crypto.Chosen = Convert.FromBase64String(nonce);
        Client = new Scram(kind, Utf8.Bytes(user), Utf8.Bytes(password), crypto, vault, crypto.Chosen.Length);
    }

    /// <summary>The account of the RFCs' examples, user and pencil.</summary>
    public static ScramDialogue Example(ScramKind kind, IVault vault) =>
        Example(kind, "pencil", new FixedCrypto(), vault);

    /// <summary>The user of the RFCs' examples with a password.</summary>
    public static ScramDialogue Example(ScramKind kind, string password, FixedCrypto crypto, IVault vault) =>
        new(kind, "user", password, Nonce, crypto, vault);

    /// <summary>Fault of the client.</summary>
    public Fault Fault => Client.Fault;

    /// <summary>Starts and returns client-first.</summary>
    public string Start()
    {
        _response.Clear();
        Client.Start(_response);
        return Response();
    }

    /// <summary>Challenges, does all work and returns the response; null after a failure.</summary>
    public string Challenge(string text)
    {
        byte[] bytes = Utf8.Bytes("<" + text + ">");
        _response.Clear();
        Works = 0;
        Step = Client.Challenge(bytes, 1, bytes.Length - 2, _response);
        if (Step == SaslStep.Working)
        {
            Works = 1;
            while (Client.Work(_response))
            {
                Works++;
            }
        }

        return Step == SaslStep.Failed ? null : Response();
    }

    /// <summary>Starts and challenges.</summary>
    public string StartAndChallenge(string text)
    {
        Start();
        return Challenge(text);
    }

    /// <summary>Reports success with this data.</summary>
    public bool Succeeded(string text)
    {
        byte[] bytes = Utf8.Bytes("<" + text + ">");
        return Client.Succeeded(bytes, 1, bytes.Length - 2);
    }

    private string Response() => Encoding.UTF8.GetString(_response.Buffer, 0, _response.Count);
}
