using HostSim.Arguments;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim;

/// <summary>What a person gets who asks the program how to use it.</summary>
[TestClass]
public sealed class HelpTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("run")]
    [DataRow("replay")]
    [DataRow("operator")]
    [DataRow("operator devices")]
    [DataRow("operator command")]
    [DataRow("operator watch")]
    [DataRow("operator publish")]
    [DataRow("operator chat")]
    [DataRow("operator send-push")]
    [DataRow("gateway")]
    [DataRow("gateway enrol")]
    [DataRow("gateway revoke")]
    [DataRow("gateway list")]
    [DataRow("fleet")]
    [DataRow("completion")]
    public void EveryCommandHasExamples(string path)
    {
        Assert.AreNotEqual(0, HelpExamples.Of(path).Count);
        foreach (string example in HelpExamples.Of(path))
        {
            StringAssert.StartsWith(example, path);
        }
    }

    [TestMethod]
    public async Task HelpNeedsNoArgumentsAndEndsWithExamplesAndExitCodes()
    {
        using SimProcess help = new("operator", "watch", "--help");

        Assert.AreEqual(0, await help.EndAsync(), help.Error);
        Assert.Contains("host-sim operator watch dev1@example.org", help.Output);
        Assert.Contains("4 without an answer", help.Output);
    }

    [TestMethod]
    [DataRow("bash", "complete -o default -F")]
    [DataRow("zsh", "compdef")]
    [DataRow("pwsh", "Register-ArgumentCompleter")]
    public async Task CompletionComesAsAScript(string shell, string word)
    {
        using SimProcess script = new("completion", shell);

        Assert.AreEqual(0, await script.EndAsync(), script.Error);
        Assert.Contains(word, script.Output);
        Assert.Contains("[suggest:", script.Output);
    }

    [TestMethod]
    public async Task UnknownShellGetsOneLineAndTwo()
    {
        using SimProcess script = new("completion", "cmd");

        Assert.AreEqual(2, await script.EndAsync());
        Assert.AreEqual("host-sim: completion: bash, zsh or pwsh, not 'cmd'", script.Error.Trim());
    }

    [TestMethod]
    [DataRow("[suggest:4]", "flee", "fleet")]
    [DataRow("[suggest:11]", "operator co", "command")]
    public async Task WordsAreSuggested(string directive, string line, string word)
    {
        using SimProcess suggest = new(directive, line);

        Assert.AreEqual(0, await suggest.EndAsync(), suggest.Error);
        Assert.AreEqual(word, suggest.Output.Trim());
    }
}
