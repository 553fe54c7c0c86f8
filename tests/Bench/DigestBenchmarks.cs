using BenchmarkDotNet.Attributes;
using Core.Digests;

namespace Tests.Bench;

/// <summary>One block through each digest, beside .NET's own.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class DigestBenchmarks
{
    private readonly byte[] _message = new byte[32];
    private readonly byte[] _result = new byte[64];
    private readonly Sha1 _sha1 = new();
    private readonly Sha256 _sha256 = new();
    private readonly Sha512 _sha512 = new();

    [Benchmark]
    public void CoreSha1() => Hash(_sha1);

    [Benchmark]
    public void CoreSha256() => Hash(_sha256);

    [Benchmark]
    public void CoreSha512() => Hash(_sha512);

    [Benchmark(Baseline = true)]
    public int DotnetSha256() => System.Security.Cryptography.SHA256.HashData(_message, _result);

    private void Hash(Digest digest)
    {
        digest.Update(_message, 0, _message.Length);
        digest.Finish(_result, 0);
    }
}
