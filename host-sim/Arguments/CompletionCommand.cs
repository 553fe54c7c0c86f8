using System.CommandLine;

namespace HostSim.Arguments;

/// <summary>The command <c>completion</c>: prints what a shell needs to complete our arguments. The words come from the
/// program itself, by the directive <c>[suggest]</c> of System.CommandLine.</summary>
internal static class CompletionCommand
{
    // The directive wants the line behind the program's name, and the cursor's place in it.
    private const string Bash = """
        _agent_sim() {
            local line="${COMP_LINE#* }" IFS=$'\n'
            local at=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$at]" "$line" 2>/dev/null)" \
                -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _agent_sim agent-sim host-sim
        """;

    private const string Zsh = """
        _agent_sim() {
            local line="${BUFFER#* }"
            local at=$((CURSOR - ${#BUFFER} + ${#line}))
            local -a words_found=("${(@f)$("${words[1]}" "[suggest:$at]" "$line" 2>/dev/null)}")
            compadd -a words_found
        }
        compdef _agent_sim agent-sim host-sim
        """;

    private const string Pwsh = """
        Register-ArgumentCompleter -Native -CommandName agent-sim, host-sim -ScriptBlock {
            param($word, $ast, $cursor)
            $program = $ast.CommandElements[0].Extent.Text
            $line = "$ast".Substring($program.Length).TrimStart()
            $at = [Math]::Max(0, $cursor - ("$ast".Length - $line.Length))
            & $program "[suggest:$at]" $line | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = Bash, ["zsh"] = Zsh, ["pwsh"] = Pwsh,
    };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        Argument<string> shell = new("shell") { Description = "bash, zsh or pwsh." };
        shell.CompletionSources.Add([.. Scripts.Keys]);
        Command command = new("completion",
            "Prints a script that makes a shell complete commands and options of agent-sim; put it into the shell's "
            + "start file.");
        command.Add(shell);
        command.SetAction(parsed => Console.Out.WriteLine(Scripts.GetValueOrDefault(parsed.GetRequiredValue(shell))
            ?? throw new UsageException($"completion: bash, zsh or pwsh, not '{parsed.GetValue(shell)}'")));
        return command;
    }
}
