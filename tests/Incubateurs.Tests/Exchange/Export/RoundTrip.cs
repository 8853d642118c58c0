using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Commands;
using Incubateurs.Exchange.Reading;
using Incubateurs.Startups.Listing;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Export;

/// <summary>A portfolio that is exported, and imported into an empty database.</summary>
internal sealed class RoundTrip : IAsyncDisposable
{
    /// <summary>What no layout holds: which version it is, when it was recorded, and by whose secret a cursor is signed.</summary>
    private static readonly string[] Recorded = ["version", "modifiedAt", "recordedAt", "knownAt", "next"];

    private static readonly IReadOnlyList<string> Fields =
        [.. StartupFields.Names.Concat(StartupFields.Details).Where(name => name is not ("version" or "modifiedAt" or "withdrawn"))];

    private static readonly string[] Addresses =
    [
        .. from day in (string[])["2026-08-20", "2021-03-01", "2030-01-01"]
           from address in (string[])
           [
               $"/v1/startups.ndjson?fields={string.Join(',', Fields)}&",
               $"/v1/startups.ndjson?sort=-phaseSince&fields=name&", "/v1/startups.ndjson?q=service&fields=name&",
               $"/v1/startups.csv?fields={string.Join(',', Fields.Except(["phases"]))}&",
               "/v1/facets?", "/v1/flow?", "/v1/flow/durations?", "/v1/flow/incubations?", "/v1/flow/stock?", "/v1/quality?",
           ]
           select $"{address}asOf={day}",
        "/v1/incubators?limit=200", "/v1/administrations?limit=200", "/v1/administrations.csv", "/v1/phases",
    ];

    public TestApi From { get; } = new();

    public TestApi To { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("incubateurs-").FullName;

    public string Exported => Path.Combine(Folder, "exported");

    public static Task<(int ExitCode, string Output)> ExportAsync(TestApi api, string directory) =>
        api.RunAsync(ExportCommand.Build(), directory);

    /// <summary>Exports, and imports what was written.</summary>
    public async Task<(int ExitCode, string Output)> GoAsync()
    {
        var result = await ExportAsync(From, Exported);
        _ = await To.ImportWholeAsync(ContentFolder.Read(Exported));
        return result;
    }

    /// <summary>Every list, facet and figure is the same in both.</summary>
    public async Task AssertSameAsync(params string[] more)
    {
        foreach (var address in Addresses.Concat(more))
            Assert.Equal($"{address} {await ToldAsync(From, address)}", $"{address} {await ToldAsync(To, address)}");
    }

    public async ValueTask DisposeAsync()
    {
        await From.DisposeAsync();
        await To.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> ToldAsync(TestApi api, string address)
    {
        var response = await api.GetAsync(address);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{address}: {text}");
        return response.Content.Headers.ContentType!.MediaType switch
        {
            "application/x-ndjson" => string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Lasting)),
            "application/json" => Lasting(text),
            _ => text,
        };
    }

    private static string Lasting(string json)
    {
        var node = JsonNode.Parse(json)!;
        Strip(node);
        return node.ToJsonString(new JsonSerializerOptions { WriteIndented = false });
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject thing)
        {
            foreach (var name in Recorded)
                _ = thing.Remove(name);

            // A phase that an agent wrote has an id of its own making.
            if (thing.ContainsKey("startsOn"))
                _ = thing.Remove("id");
            foreach (var (_, member) in thing)
                Strip(member);
        }
        else if (node is JsonArray list)
            foreach (var item in list)
                Strip(item);
    }
}
