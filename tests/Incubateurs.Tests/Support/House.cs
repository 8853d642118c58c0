using System.Net.Sockets;
using System.Text;
using Incubateurs.Commands;
using Incubateurs.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Incubateurs.Tests.Support;

/// <summary>The pipeline on a real socket, around endpoints of the test's own.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;
    private readonly WebApplication app;

    private House(Action<WebApplication> map, string environment, (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        _ = builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Incubateurs"] = $"Data Source={Path.Combine(folder, "test.db")}",
        });
        _ = builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = builder.Logging.ClearProviders();
        builder.AddHttp();
        builder.Services.AddStorage(WriteHooks.None);
        _ = builder.Services.AddSingleton(Rooms.Problems);

        // Nobody reads the console of a test.
        foreach (var greeting in builder.Services.Where(service => service.ImplementationType == typeof(Greeting)).ToList())
            _ = builder.Services.Remove(greeting);
        app = builder.Build();
        app.UseHttp();
        map(app);
    }

    public HttpClient Client { get; private set; } = new();

    public static async Task<House> OpenAsync(
        Action<WebApplication> map, string environment = "Production", params (string Key, string Value)[] settings)
    {
        var house = new House(map, environment, settings);
        await house.app.StartAsync();
        house.Client = new HttpClient { BaseAddress = new(house.app.Urls.First()) };
        return house;
    }

    /// <summary>Sends bytes that no client would, and reads until the server closes.</summary>
    public async Task<string> SendRawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return await reader.ReadToEndAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
