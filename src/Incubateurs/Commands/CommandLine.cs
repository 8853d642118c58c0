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
        var root = new RootCommand("The API of the French State's startups, and its tools.") { Serving("serve"), ImportCommand.Build(), KeysCommand.Build(), CheckCommand.Build() };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction(async (parsed, _) => parsed.UnmatchedTokens is [var first, ..] && IsVerb(first)
            ? await RefuseAsync(first, root)
            : await Serve.RunAsync([.. parsed.UnmatchedTokens]));
        return root;
    }

    // Settings are written --key value, /key value or key=value; whatever else comes first was meant as a verb.
    private static bool IsVerb(string token) => token is not ['-' or '/', ..] && !token.Contains('=', StringComparison.Ordinal);

    private static async Task<int> RefuseAsync(string verb, RootCommand root)
    {
        await Console.Error.WriteLineAsync($"Unknown verb {verb}. Known: {string.Join(", ", root.Subcommands.Select(known => known.Name))}.");
        return 1;
    }

    private static Command Serving(string name)
    {
        var serve = new Command(name, "Serves the API over HTTP (the default).") { TreatUnmatchedTokensAsErrors = false };
        serve.SetAction((parsed, _) => Serve.RunAsync([.. parsed.UnmatchedTokens]));
        return serve;
    }
}
