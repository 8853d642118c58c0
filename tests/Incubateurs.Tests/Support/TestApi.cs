using System.Text.Json;
using Incubateurs.Access;
using Incubateurs.Administrations;
using Incubateurs.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Incubateurs.Tests.Support;

/// <summary>The real application over HTTP, with a database and a clock of its own.</summary>
internal sealed class TestApi : WebApplicationFactory<Program>
{
    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;
    private readonly Dictionary<string, string> settings;

    /// <param name="settings">Beyond the file of the test and no limit of requests.</param>
    public TestApi(params (string Key, string Value)[] settings)
    {
        this.settings = new()
        {
            ["ConnectionStrings:Incubateurs"] = $"Data Source={Path.Combine(folder, "test.db")}",
            ["Portfolio:Embedded"] = "false",
            ["RateLimit:PerMinute"] = "0",
        };
        foreach (var (key, value) in settings)
            this.settings[key] = value;
    }

    /// <summary>Where the server is: in memory, or on Kestrel once that was started.</summary>
    private WebApplicationFactoryClientOptions Options => new() { AllowAutoRedirect = false, BaseAddress = ClientOptions.BaseAddress };

    public FakeTimeProvider Time { get; } = new(new(2026, 8, 20, 10, 0, 0, TimeSpan.Zero));

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return CreateClient(Options).SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string address, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, address, headers);

    /// <summary>A client that sends a fresh key of an agent.</summary>
    public async Task<HttpClient> AgentAsync(string agent = "camille@dinum.example", string siret = "13002526500013")
    {
        var key = ApiKey.New();
        _ = await Services.GetRequiredService<Database>().WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.AddKeyAsync(key, agent, await tx.AdministrationOfSiretAsync(siret), siret, expiresOn: null);
                return 0;
            },
            CancellationToken.None);
        var client = CreateClient(Options);
        client.DefaultRequestHeaders.Authorization = new("Bearer", key.Text);
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in settings)
            _ = builder.UseSetting(key, value);
        _ = builder.ConfigureTestServices(services => services
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IStartupFilter, RawTargets>());
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Bodies are kept by the target as it was sent, which this server, unlike Kestrel, does not tell.</summary>
    private sealed class RawTargets : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            _ = app.Use((HttpContext http, RequestDelegate following) =>
            {
                http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = http.Request.GetEncodedPathAndQuery();
                return following(http);
            });
            next(app);
        };
    }
}
