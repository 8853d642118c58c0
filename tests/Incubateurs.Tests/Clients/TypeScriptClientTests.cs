using System.Diagnostics;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Clients;

/// <summary>
/// Clients that public generators make of the contract, on the real server: what <c>walks/</c> does with each is the plain client,
/// compiled by its own types.
/// </summary>
[Trait("Needs", "Node")]
public sealed class TypeScriptClientTests
{
    /// <summary>Where the packages are that <c>npm ci</c> installs.</summary>
    public const string Folder = "tests/Incubateurs.Clients/typescript";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    // All of them at once, and once: the compiler takes longer to begin than to go on.
    private static readonly Lazy<Task<(int ExitCode, string Output)>> Made = new(() => RunAsync("npm", ["run", "--silent", "make"]));

    [Theory]
    [InlineData("openapi-fetch")]
    [InlineData("hey-api")]
    [InlineData("orval")]
    [InlineData("swagger-typescript-api")]
    [InlineData("openapi-zod-client")]
    public async Task It_lists_pages_reads_registers_patches_and_meets_a_problem(string generator)
    {
        Assert.True(
            Directory.Exists(Path.Combine(Repository.Root, Folder, "node_modules")),
            $"Clients in TypeScript need Node 20 and their packages: apt-get install nodejs npm, npm ci --prefix {Folder}");
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        api.UseKestrel(0);
        api.StartServer();
        var agent = await api.AgentAsync();

        var made = await Made.Value;
        var walked = await RunAsync(
            "node",
            [$"built/walks/{generator}.js"],
            ("API", new Uri(agent.BaseAddress!, "/v1").ToString()),
            ("KEY", agent.DefaultRequestHeaders.Authorization!.Parameter!));

        Assert.True(made.ExitCode == 0, made.Output);
        Assert.True(walked.ExitCode == 0, walked.Output);
        Assert.Equal(6, walked.Output.Split('\n').Count(line => line.EndsWith(": ok", StringComparison.Ordinal)));
    }

    private static Task<(int ExitCode, string Output)> RunAsync(
        string program, string[] args, params (string Name, string Value)[] environment) =>
        RunAsync(Path.Combine(Repository.Root, Folder), program, args, environment);

    /// <summary>Runs a program of Node's in a folder, to its end.</summary>
    internal static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, string program, string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(Patience);
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }
}
