using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using HostSim.Certs;
using Tests.Integration.Servers;
using Tests.Integration.Wire;

namespace Tests.Integration.Probes;

/// <summary>Proves that each virtual host offers just the login it stands for.</summary>
internal static class HostProbe
{
    private static readonly XNamespace s_sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static readonly XNamespace s_sasl2 = "urn:xmpp:sasl:2";
    private static readonly XNamespace s_fast = "urn:xmpp:fast:0";

    /// <summary>Reads the features of every host of a running server.</summary>
    public static async Task RunAsync(LocalServer server)
    {
        XElement best = await FeaturesAsync(server, LoginPath.Any);
        XElement fast = best.Element(s_sasl2 + "authentication")!
            .Element(s_sasl2 + "inline")!.Element(s_fast + "fast")!;
        Assert.IsTrue(fast.Elements().Any(mechanism => mechanism.Value == "HT-SHA-256-NONE"), fast.ToString());

        await AssertOnlyAsync(server, LoginPath.Classic, "SCRAM-SHA-256", "PLAIN");
        await AssertOnlyAsync(server, LoginPath.ScramSha1, "SCRAM-SHA-1", "PLAIN");
        await AssertOnlyAsync(server, LoginPath.ScramSha512, "SCRAM-SHA-512");
        await AssertOnlyAsync(server, LoginPath.Plain, "PLAIN");
        await AssertExternalAsync(server);
    }

    private static async Task<XElement> FeaturesAsync(LocalServer server, LoginPath path)
    {
        LoginSite site = server.SiteFor(path)!;
        await using BareStream stream = await BareStream.OpenAsync(
            site.Port, site.Host, server.Authority, null, "probe@" + site.Host);
        string text = await stream.ReadThroughAsync("</stream:features>");
        return XElement.Parse(
            text[text.IndexOf("<stream:features", StringComparison.Ordinal)..]
                .Replace("stream:features", "features", StringComparison.Ordinal));
    }

    private static async Task AssertOnlyAsync(LocalServer server, LoginPath path, params string[] allowed)
    {
        if (server.SiteFor(path) == null)
        {
            return;
        }

        XElement features = await FeaturesAsync(server, path);
        string[] offered = [.. features.Element(s_sasl + "mechanisms")!.Elements()
            .Select(mechanism => mechanism.Value)
            .Where(name => !name.EndsWith("-PLUS", StringComparison.Ordinal) && name != "OAUTHBEARER")];
        CollectionAssert.IsSubsetOf(offered, allowed, $"{path} offers {string.Join(' ', offered)}");
        CollectionAssert.Contains(offered, allowed[0]);
    }

    private static async Task AssertExternalAsync(LocalServer server)
    {
        LoginSite site = server.SiteFor(LoginPath.External)!;
        string jid = "carl@" + site.Host;
        if (site.Host == LocalServer.Domain)
        {
            await server.CreateAccountAsync(jid, "never-used");
        }

        using X509Certificate2 certificate = server.Authority.IssueClient(jid);
        await using BareStream stream = await BareStream.OpenAsync(
            site.Port, site.Host, server.Authority, certificate);
        string features = await stream.ReadThroughAsync("</stream:features>");
        StringAssert.Contains(features, "EXTERNAL");
        string identity = Convert.ToBase64String(Encoding.UTF8.GetBytes(jid));
        await stream.SendAsync(
            $"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>{identity}</auth>");
        await stream.ReadThroughAsync("<success");
    }
}
