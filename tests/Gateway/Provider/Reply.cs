using System.Text.Json;

namespace Tests.Gateway.Provider;

/// <summary>An answer of the provider API.</summary>
internal sealed record Reply(int Status, string Id, string Body)
{
    public string Reason => Body.Length == 0 ? "" : Member("reason").GetString()!;

    public long? Timestamp => Body.Contains("timestamp", StringComparison.Ordinal)
        ? Member("timestamp").GetInt64()
        : null;

    public static async Task<Reply> OfAsync(HttpClient client, HttpRequestMessage message)
    {
        using HttpResponseMessage response = await client.SendAsync(message);
        string id = response.Headers.TryGetValues("apns-id", out IEnumerable<string>? ids) ? ids.Single() : "";
        return new Reply((int)response.StatusCode, id, await response.Content.ReadAsStringAsync());
    }

    public void AssertIs(int status, string reason) => Assert.AreEqual((status, reason), (Status, Reason));

    private JsonElement Member(string name)
    {
        using JsonDocument document = JsonDocument.Parse(Body);
        return document.RootElement.GetProperty(name).Clone();
    }
}
