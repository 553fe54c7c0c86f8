using BenchmarkDotNet.Running;
using Tests.Bench.Il;

// Without --il everything is BenchmarkDotNet's: --filter and the like. With it, the cost of the core on the device's
// interpreter, by a model; a word behind it shows what has that word in its name, in detail. See README.md.
if (args.Contains("--il"))
{
    return MeteredContext.Run(args.SkipWhile(it => it != "--il").Skip(1).FirstOrDefault());
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
