using System.Security.Cryptography;
using System.Text;

namespace HostSim.Operator.Imip;

/// <summary>Logs the operator in.</summary>
internal static class ImipLogin
{
    private const string Hmac = "imip-hmac-sha256";

    /// <summary>Greets and logs in; the seconds between pings that the server wants.</summary>
    /// <exception cref="OperatorException">The server refused, or its answer is not what it should be.</exception>
    public static async Task<int> RunAsync(
        ImipStream stream, ImipOperatorOptions options, CancellationToken cancellation)
    {
        await stream.SendAsync("HELO", "", cancellation, ("Protocol", "IMIP/1.0"));
        ImipFrame greeting = await ExpectAsync(stream, "HELO", options, cancellation);
        string[] offered = greeting["Auth-Type"].Split(',', StringSplitOptions.TrimEntries);
        if (!offered.Contains(Hmac))
        {
            throw new OperatorException("the server offers no login that is safe enough") { IsFinal = true };
        }

        byte[] proof = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Password),
            Encoding.UTF8.GetBytes($"{greeting.Body}:{options.User}"));
        await stream.SendAsync($"LOGN {options.User}", Convert.ToHexStringLower(proof), cancellation,
            ("Client", "Simulator operator"), ("Auth-Type", Hmac));
        await ExpectAsync(stream, "LOGN", options, cancellation);
        return int.TryParse(greeting["Keep-Alive"], out int seconds) && seconds > 0 ? seconds : 60;
    }

    private static async Task<ImipFrame> ExpectAsync(
        ImipStream stream, string verb, ImipOperatorOptions options, CancellationToken cancellation)
    {
        ImipFrame frame = await stream.ReadAsync(cancellation)
            ?? throw new OperatorException("the server closed the connection");
        return frame.Verb == verb ? frame
            : throw new OperatorException($"the server refused the login of {options.User}: {frame.First}")
            {
                IsFinal = frame.First == "ACK 811",
            };
    }
}
