using BenchmarkDotNet.Attributes;
using Xmpp.Auth;

namespace Tests.Bench;

/// <summary>One slice of salting a password: what a device does between two looks at its connection.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class ScramBenchmarks
{
    private ScramHash _hash = null!;

    [Params(ScramKind.Sha1, ScramKind.Sha256, ScramKind.Sha512)]
    public ScramKind Kind { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _hash = ScramHash.Of(Kind, new HostCrypto());
        _hash.Begin("pencil"u8.ToArray(), new byte[16], 16, int.MaxValue);
    }

    [Benchmark]
    public int Slice()
    {
        _hash.Slice();
        return _hash.Left;
    }
}
