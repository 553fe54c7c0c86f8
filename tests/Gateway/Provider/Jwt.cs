using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tests.Gateway.Provider;

/// <summary>Makes provider tokens, good and bad, apart from the code that reads them.</summary>
internal sealed class Jwt : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicKeyPem => _key.ExportSubjectPublicKeyInfoPem();

    public string PrivateKeyPem => _key.ExportPkcs8PrivateKeyPem();

    public string Sign(string header, string claims, bool padded = false)
    {
        string text = $"{Encode(header, padded)}.{Encode(claims, padded)}";
        byte[] signature = _key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256);
        return $"{text}.{Encode(signature, padded)}";
    }

    public string Token(string keyId, string team, DateTimeOffset issued, bool padded = false) => Sign(
        $$"""{"alg":"ES256","kid":"{{keyId}}"}""",
        $$"""{"iss":"{{team}}","iat":{{issued.ToUnixTimeSeconds()}}}""",
        padded);

    public void Dispose() => _key.Dispose();

    public static string Encode(string text, bool padded = false) => Encode(Encoding.UTF8.GetBytes(text), padded);

    private static string Encode(byte[] bytes, bool padded) =>
        padded ? Convert.ToBase64String(bytes) : Base64Url.EncodeToString(bytes);
}
