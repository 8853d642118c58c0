using Incubateurs.Clients.NSwagText;

namespace Incubateurs.Clients;

/// <summary>NSwag over System.Text.Json, which sends null for whatever is not set: in a patch, all that is to stay is set.</summary>
public sealed class NSwagTextClient(HttpClient http, Uri api) : IGeneratedClient
{
    private readonly Client client = new(http) { BaseUrl = api.ToString() };

    public async Task<StartupsShown> PageAsync(int limit, string? cursor)
    {
        var page = await client.ListStartupsAsync(limit: limit, cursor: cursor);
        return new([.. page.Items.Select(startup => startup.Id)], page.Total, page.Next);
    }

    public async Task<StartupShown> ReadAsync(string id) => Shown(await client.ReadStartupAsync(id));

    public async Task<StartupShown> RegisterAsync(string name, string pitch) =>
        Shown(await client.AddStartupAsync(new NewStartup { Name = name, Pitch = pitch }));

    public async Task<StartupShown> PatchAsync(string id, string ifMatch, string pitch, string theme)
    {
        var read = await client.ReadStartupAsync(id);
        return Shown(await client.EditStartupAsync(
            id, ifMatch, new StartupDescriptionMergePatch { Name = read.Name, Pitch = pitch, Themes = [theme] }));
    }

    public Task<ProblemShown> MissingAsync(string id) => RefusedAsync(client.ReadStartupAsync(id));

    public Task<ProblemShown> EarlyAsync(DateOnly startedOn) => RefusedAsync(client.AddStartupAsync(new NewStartup
    {
        Name = "Guichet",
        Pitch = "Trop tôt.",
        StartedOn = new(startedOn, TimeOnly.MinValue, TimeSpan.Zero),
    }));

    private static StartupShown Shown(Startup startup) =>
        new(startup.Id, startup.Name, startup.Pitch, startup.Version, [.. startup.Themes ?? []]);

    private static async Task<ProblemShown> RefusedAsync(Task request)
    {
        try
        {
            await request;
        }
        catch (ApiException<Problem> refused)
        {
            return new(refused.Result.Status, refused.Result.Code, [.. refused.Result.Errors?.Keys ?? []]);
        }

        throw new InvalidOperationException("It was not refused.");
    }
}
