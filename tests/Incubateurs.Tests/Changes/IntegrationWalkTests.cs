using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Changes;

/// <summary>The commands of docs/INTEGRATE.md are what they say.</summary>
public sealed class IntegrationWalkTests
{
    [Fact]
    public async Task Each_command_is_run_in_order_and_answers()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        _ = await api.AgentAsync();
        var walk = new ShellWalk(api);

        await walk.RunAsync(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "INTEGRATE.md")));

        Assert.All(walk.Sent, sent => Assert.Equal(200, sent.Status));
        Assert.Contains(walk.Sent, sent => sent.Path == walk.Variables["NEXT"]);
        Assert.Equal(
            38, walk.Files["startups.ndjson"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"phases\":[", walk.Files["startups.ndjson"], StringComparison.Ordinal);
        Assert.Equal(["1", "2"], walk.Said.Where(said => said.Contains("id: ", StringComparison.Ordinal)).Select(Ids).First());
    }

    private static IEnumerable<string> Ids(string said) =>
        said.Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal)).Select(line => line[4..]).Where(id => id != "0");
}
