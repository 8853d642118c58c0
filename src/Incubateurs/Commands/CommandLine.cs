using System.CommandLine;

namespace Incubateurs.Commands;

/// <summary>The verbs of the executable; without one it serves. What a verb does not know are settings.</summary>
internal static class CommandLine
{
    // The server and the transactions know what to do when the process is told to end.
    private static readonly InvocationConfiguration Invocation = new() { ProcessTerminationTimeout = null };

    public static Task<int> RunAsync(string[] args) => Build().Parse(args).InvokeAsync(Invocation);

    private static RootCommand Build()
    {
        var root = new RootCommand("The API of the French State's startups, and its tools.")
        {
            Serving("serve"),
            ImportCommand.Build(),
            KeysCommand.Build(),
            CheckCommand.Build(),
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
