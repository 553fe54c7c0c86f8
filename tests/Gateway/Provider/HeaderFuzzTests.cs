using HostSim.PushGateway.Provider;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Tests.Gateway.Provider;

/// <summary>Headers of any content: read or refused with a reason, and what is read holds its limits.</summary>
[TestClass]
public sealed class HeaderFuzzTests
{
    private static readonly string[] Names =
        ["apns-id", "apns-topic", "apns-push-type", "apns-priority", "apns-expiration", "apns-collapse-id"];

    private static readonly string[] Values =
    [
        "", "10", "5", "1", "0", "-1", "18446744073709551616", "alert", "voip", "background", "dev.example", ".voip",
        "dev.example.voip", "123e4567-e89b-12d3-a456-42665544000a", "\u0001", "ü", new string('x', 65), "\ud800",
        new string('x', 300), "253402300800", "9223372036854775807",
    ];

    [TestMethod]
    public void Headers_are_read_or_refused()
    {
        Random random = new(11);
        int read = 0;
        for (int i = 0; i < 50_000; i++)
        {
            HeaderDictionary headers = [];
            for (int count = random.Next(Names.Length); count > 0; count--)
            {
                headers[Names[random.Next(Names.Length)]] = new StringValues(
                    [.. Enumerable.Range(0, random.Next(20) == 0 ? 2 : 1).Select(_ => Any(random))]);
            }

            read += Reads(headers) ? 1 : 0;
        }

        Assert.IsGreaterThan(1000, read);
    }

    private static bool Reads(HeaderDictionary headers)
    {
        try
        {
            PushHeaders.CheckId(headers);
            PushHeaders read = PushHeaders.Read(headers);
            Assert.IsTrue(read.Priority is 10 or 5 or 1);
            Assert.IsTrue(read.Topic is null || read.Topic.EndsWith(read.Type.Suffix, StringComparison.Ordinal));
            Assert.IsLessThanOrEqualTo(255, read.Topic?.Length ?? 0);
            Assert.IsLessThanOrEqualTo(64, read.CollapseId?.Length ?? 0);
            return true;
        }
        catch (ProviderRefusal refusal)
        {
            Assert.AreEqual(400, refusal.Reason.Status);
            return false;
        }
    }

    private static string Any(Random random)
    {
        string value = Values[random.Next(Values.Length)];
        return random.Next(4) == 0 && value.Length > 0
            ? value.Insert(random.Next(value.Length), ((char)random.Next(1, 256)).ToString())
            : value;
    }
}
