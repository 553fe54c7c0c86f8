using HostSim.PushGateway.Provider;

namespace Tests.Gateway.Provider;

/// <summary>Takes tokens apart: what is read, what is refused, and that nothing escapes.</summary>
[TestClass]
public sealed class TokenTests
{
    private const string Header = """{"alg":"ES256","kid":"KEY0000001"}""";
    private const string Claims = """{"iss":"TEAM000001","iat":1700000000}""";

    private static readonly Jwt Key = new();

    [ClassCleanup]
    public static void End() => Key.Dispose();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Token_is_taken_apart(bool padded)
    {
        ProviderToken token = ProviderToken.Parse(Key.Sign(Header, Claims, padded))!;
        Assert.AreEqual(("KEY0000001", "TEAM000001", 1_700_000_000L), (token.KeyId, token.TeamId, token.IssuedAt));
    }

    [TestMethod]
    [DataRow("""{"typ":"JWT","alg":"ES256","kid":"K"}""", Claims, true)]
    [DataRow(Header, """{"iss":"T","iat":1,"exp":2,"aud":["x"]}""", true)]
    [DataRow("""{"alg":"none","kid":"K"}""", Claims, false)]
    [DataRow("""{"alg":"HS256","kid":"K"}""", Claims, false)]
    [DataRow("""{"alg":"es256","kid":"K"}""", Claims, false)]
    [DataRow("""{"alg":"ES256"}""", Claims, false)]
    [DataRow("""{"alg":"ES256","kid":7}""", Claims, false)]
    [DataRow("""{"alg":"ES256","kid":""}""", Claims, false)]
    [DataRow("""{"alg":"ES256","kid":"K","crit":["exp"]}""", Claims, false)]
    [DataRow("""{"alg":"ES256","kid":"K","kid":"L"}""", Claims, false)]
    [DataRow("""{"alg":"ES256","kid":"\ud800"}""", Claims, false)]
    [DataRow("[]", Claims, false)]
    [DataRow("{", Claims, false)]
    [DataRow(Header, "7", false)]
    [DataRow(Header, """{"iss":"T"}""", false)]
    [DataRow(Header, """{"iss":"T","iat":"1"}""", false)]
    [DataRow(Header, """{"iss":"T","iat":1.5}""", false)]
    [DataRow(Header, """{"iss":"T","iat":1e30}""", false)]
    [DataRow(Header, """{"iat":1}""", false)]
    [DataRow(Header, """{"iss":"T","iat":1,"a":[[[[[1]]]]]}""", false)]
    public void Members_are_checked(string header, string claims, bool good) =>
        Assert.AreEqual(good, ProviderToken.Parse(Key.Sign(header, claims)) is not null);

    [TestMethod]
    public void Shape_is_checked()
    {
        string good = Key.Sign(Header, Claims);
        string[] parts = good.Split('.');
        string[] bad =
        [
            "", ".", "..", "...", parts[0], $"{parts[0]}.{parts[1]}", good + ".", "." + good, good + "." + parts[2],
            good[..^2], good + "AAAA", good.Replace('.', ','), $"{parts[0]} .{parts[1]}.{parts[2]}",
            $"{parts[0]}\n.{parts[1]}.{parts[2]}", $"{parts[0]}=.{parts[1]}.{parts[2]}", good + "=", good + "===",
            new string('a', ProviderToken.MaxLength + 1), good + "é",
        ];
        foreach (string text in bad)
        {
            Assert.IsNull(ProviderToken.Parse(text), text);
        }
    }

    [TestMethod]
    public void Longest_token_is_read_and_a_longer_one_is_not()
    {
        string claims = Claims[..^1] + ",\"x\":\"";
        int most = Enumerable.Range(0, ProviderToken.MaxLength)
            .Last(count => Key.Sign(Header, $"{claims}{new string('x', count)}\"}}").Length <= ProviderToken.MaxLength);
        Assert.IsNotNull(ProviderToken.Parse(Key.Sign(Header, $"{claims}{new string('x', most)}\"}}")));
        Assert.IsNull(ProviderToken.Parse(Key.Sign(Header, $"{claims}{new string('x', most + 2)}\"}}")));
    }

    [TestMethod]
    public void Nothing_escapes_and_nothing_changed_is_believed()
    {
        Random random = new(4);
        using Jwt jwt = new();
        ProviderKey key = new(Rig.Entry("KEY0000001", "TEAM000001", jwt));
        string good = jwt.Sign(Header, Claims);
        Assert.IsTrue(key.Signed(ProviderToken.Parse(good)!));
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            string text = Spoil(good, random);
            ProviderToken? token = ProviderToken.Parse(text);
            read += token is null ? 0 : 1;
            Assert.IsFalse(token is not null && Says(text) != Says(good) && key.Signed(token), text);
        }

        Assert.IsGreaterThan(100, read, "the changes must not all be too coarse to be read");
    }

    private static string Says(string token) => token[..token.LastIndexOf('.')];

    private static string Spoil(string good, Random random)
    {
        const string characters = "ABCxyz019-_+/=.{}\"\0é ";
        char[] text = good.ToCharArray();
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            text[random.Next(text.Length)] = characters[random.Next(characters.Length)];
        }

        int start = random.Next(20) == 0 ? random.Next(text.Length) : 0;
        return new string(text[start..]);
    }
}
