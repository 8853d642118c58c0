using Incubateurs.Clients.Kiota;
using Incubateurs.Clients.Kiota.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace Incubateurs.Clients;

/// <summary>Kiota as it comes.</summary>
public sealed class KiotaClient(HttpClient http, Uri api) : IGeneratedClient, IDisposable
{
    private readonly HttpClientRequestAdapter adapter = new(new AnonymousAuthenticationProvider(), httpClient: http)
    {
        BaseUrl = api.ToString(),
    };

    private ApiClient Client => new(adapter);

    public async Task<StartupsShown> PageAsync(int limit, string? cursor)
    {
        var page = await Client.Startups.GetAsync(request =>
        {
            request.QueryParameters.Limit = limit;
            request.QueryParameters.Cursor = cursor;
        });
        return new([.. page!.Items!.Select(startup => startup.Id!)], page.Total!.Value, page.Next);
    }

    public async Task<StartupShown> ReadAsync(string id) => Shown(await Client.Startups[id].GetAsync());

    public async Task<StartupShown> RegisterAsync(string name, string pitch) =>
        Shown(await Client.Startups.PostAsync(new NewStartup { Name = name, Pitch = pitch }));

    public async Task<StartupShown> PatchAsync(string id, string ifMatch, string pitch, string theme) =>
        Shown(await Client.Startups[id].PatchAsync(
            new StartupDescriptionMergePatch { Pitch = pitch, Themes = [theme] }, request => request.Headers.Add("If-Match", ifMatch)));

    public Task<ProblemShown> MissingAsync(string id) => RefusedAsync(Client.Startups[id].GetAsync());

    public Task<ProblemShown> EarlyAsync(DateOnly startedOn) => RefusedAsync(Client.Startups.PostAsync(
        new NewStartup { Name = "Guichet", Pitch = "Trop tôt.", StartedOn = new Date(startedOn.ToDateTime(TimeOnly.MinValue)) }));

    public void Dispose() => adapter.Dispose();

    private static StartupShown Shown(Startup? startup) =>
        new(startup!.Id!, startup.Name!, startup.Pitch, startup.Version!.Value, startup.Themes ?? []);

    private static async Task<ProblemShown> RefusedAsync(Task request)
    {
        try
        {
            await request;
        }
        catch (Problem refused)
        {
            return new(refused.Status!.Value, refused.Code!, [.. refused.Errors?.AdditionalData.Keys ?? []]);
        }

        throw new InvalidOperationException("It was not refused.");
    }
}
