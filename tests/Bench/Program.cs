using BenchmarkDotNet.Running;
using Tests.Bench.Bytes;
using Tests.Bench.Il;

// Without --il everything is BenchmarkDotNet's: --filter and the like. With it, the cost of the core on the device's
// interpreter, by a model; a word behind it shows what has that word in its name, in detail. See README.md. With
// --bytes, what an idle connection and one command cost over each link.
if (args.Contains("--il"))
{
    return MeteredContext.Run(args.SkipWhile(it => it != "--il").Skip(1).FirstOrDefault());
}

if (args.Contains("--bytes"))
{
    foreach (string line in BytesTable.Lines(await BytesTable.MeasureAsync()))
    {
        Console.WriteLine(line);
    }

    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
