using System.CommandLine;
using Incubateurs.Words;

namespace Incubateurs.Commands;

/// <summary>The verbs of the executable; without one it serves. What a verb does not know are settings.</summary>
internal static class CommandLine
{
    private const int NothingDone = 2;

    // The server and the transactions know what to do when the process is told to end.
    private static readonly InvocationConfiguration Invocation = new() { ProcessTerminationTimeout = null };

    /// <summary>Without the normal forms of Unicode, which a small image may lack, words would be indexed that nobody finds.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (SoundText.CanNormalize)
            return await Build().Parse(args).InvokeAsync(Invocation);

        await Console.Error.WriteLineAsync(
            "Unicode's normal forms are missing here: install ICU (Debian: libicu), and leave out DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        return NothingDone;
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("The API of the French State's startups, and its tools.")
        {
            Serving("serve"),
            ImportCommand.Build(),
            ExportCommand.Build(),
            ImportSiretsCommand.Build(),
            BackupCommand.Build(),
            KeysCommand.Build(),
            CheckCommand.Build(),
            EraseCommand.Build(),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, _) => Serve.RunAsync([.. parsed.UnmatchedTokens]));
        return root;
    }

    private static Command Serving(string name)
    {
        var serve = new Command(name, "Serves the API over HTTP (the default).") { TreatUnmatchedTokensAsErrors = false };
        serve.SetAction((parsed, _) => Serve.RunAsync([.. parsed.UnmatchedTokens]));
        return serve;
    }
}
