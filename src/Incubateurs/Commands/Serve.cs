using Incubateurs.Exchange.Embedded;
using Incubateurs.Storage;
using Incubateurs.Words;
using Microsoft.Extensions.Options;

namespace Incubateurs.Commands;

/// <summary>The verb <c>serve</c>: the API over HTTP.</summary>
internal static class Serve
{
    private const string DefaultUrl = "http://localhost:5080";

    // Whatever says where to listen, in any of ASP.NET Core's ways.
    private static readonly string[] ListeningKeys = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];

    /// <summary>Serves until it is told to stop; 0 then, 1 when a setting is wrong.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        // A misspelt verb must not serve.
        if (args is [var word, ..] && !word.StartsWith('-') && !Settings.MayBe(word))
        {
            await Console.Error.WriteLineAsync($"Unknown verb {word}; --help lists them.");
            return 1;
        }

        try
        {
            await using var app = Build(args);
            if (app.Configuration.Flag("Portfolio:Embedded", otherwise: true))
                await EmbeddedPortfolio.LoadAsync(app.Services.GetRequiredService<Database>(), CancellationToken.None);
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (StorageException exception)
        {
            await Console.Error.WriteLineAsync($"The database cannot be used: {exception.Message}");
            return 1;
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentOutOfRangeException)
        {
            // The host has logged why.
            await Console.Error.WriteLineAsync($"The address (setting urls) cannot be served: {exception.Message}");
            return 1;
        }
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (Array.TrueForAll(ListeningKeys, key => !builder.Configuration.GetSection(key).Exists()))
            _ = builder.WebHost.UseUrls(DefaultUrl);
        builder.AddHttp();
        builder.Services.AddRooms();

        var app = builder.Build();
        app.UseHttp();
        app.MapRooms();
        return app;
    }
}
