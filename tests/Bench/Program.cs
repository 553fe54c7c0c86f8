using BenchmarkDotNet.Running;
using Tests.Bench.Il;

// dotnet run -c Release --project tests/Bench               BenchmarkDotNet; its arguments, such as --filter, go
// through dotnet run -c Release --project tests/Bench -- --il       cost of the core on the device's interpreter, by
// a model
if (args.Contains("--il"))
{
    return MeteredContext.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
