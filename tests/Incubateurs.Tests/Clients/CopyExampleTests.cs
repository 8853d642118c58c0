using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Tests.Changes;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Clients;

/// <summary>The example of docs/examples keeps a copy, from empty and from where it was.</summary>
[Trait("Needs", "Node")]
public sealed class CopyExampleTests : IDisposable
{
    private readonly string folder = Directory.CreateDirectory(
        Path.Combine(Repository.Root, TypeScriptClientTests.Folder, "example-" + Path.GetRandomFileName())).FullName;

    [Fact]
    public async Task It_is_generated_compiled_and_keeps_a_copy_in_step()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "examples", "typescript")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        api.UseKestrel(0);
        api.StartServer();
        var agent = await api.AgentAsync();

        // As `npm run make`, by the tools of the folder above.
        foreach (var command in (string[])
            ["openapi-typescript ../../../../openapi/incubateurs.v1.json -o incubateurs.ts", "tsc"])
        {
            var made = await RunAsync("npx", ["--no-install", .. command.Split(' ')]);
            Assert.True(made.ExitCode == 0, made.Output);
        }

        var first = await CopyAsync(agent.BaseAddress!);
        _ = await agent.PostAsJsonAsync("/v1/startups", new { name = "Un nouveau", pitch = "Arrivé depuis." });
        var second = await CopyAsync(agent.BaseAddress!);

        Assert.Equal(await FeedTests.HeadAsync(api), second.GetProperty("after").GetInt64());
        Assert.False(first.GetProperty("things").TryGetProperty("startup un-nouveau", out _));
        Assert.Equal(
            "Arrivé depuis.", second.GetProperty("things").GetProperty("startup un-nouveau").GetProperty("pitch").GetString());
        Assert.Equal(39, second.GetProperty("things").EnumerateObject().Count(thing => thing.Name.StartsWith("startup ", StringComparison.Ordinal)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<JsonElement> CopyAsync(Uri api)
    {
        var run = await RunAsync("node", ["built/copy.js"], ("API", new Uri(api, "/v1").ToString()), ("ONCE", "1"));
        Assert.True(run.ExitCode == 0, run.Output);
        return JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "copy.json"))).RootElement;
    }

    private Task<(int ExitCode, string Output)> RunAsync(string program, string[] args, params (string Name, string Value)[] environment) =>
        TypeScriptClientTests.RunAsync(folder, program, args, environment);
}
