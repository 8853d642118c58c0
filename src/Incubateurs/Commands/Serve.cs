using Incubateurs.Access;
using Incubateurs.Exchange.Embedded;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;
using Microsoft.Extensions.Options;

namespace Incubateurs.Commands;

/// <summary>The verb <c>serve</c>: the API over HTTP.</summary>
internal static partial class Serve
{
    private const string Embedded = "Portfolio:Embedded";
    private const string DefaultUrl = "http://localhost:5080";

    private const string Urls = "urls";
    private const string Endpoints = "Kestrel:Endpoints";

    // Whatever says where to listen, in any of ASP.NET Core's ways.
    private static readonly string[] ListeningKeys = [Urls, "http_ports", "https_ports", Endpoints];

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
            await LoadAsync(app);
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

    // Real startups into a file without any; the specimen into every file, unless neither is wanted.
    private static async Task LoadAsync(WebApplication app)
    {
        var database = app.Services.GetRequiredService<Database>();
        _ = app.Services.GetRequiredService<SealSigner>();
        await database.UpgradeAsync();
        var log = await database.ReadAsync(tx => tx.SealAsync(null, null, null), CancellationToken.None);
        Log.AccessHead(app.Logger, log.Rows, log.Head);
        if (!app.Configuration.Flag(Embedded, otherwise: true))
        {
            await Specimen.RemoveAsync(database, CancellationToken.None);
            return;
        }

        await EmbeddedPortfolio.LoadAsync(database, CancellationToken.None);
        if (await Specimen.SetBackAsync(database, CancellationToken.None) == SpecimenState.Taken)
            Log.SpecimenTaken(app.Logger);
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (Array.TrueForAll(ListeningKeys, key => !builder.Configuration.GetSection(key).Exists()))
            _ = builder.WebHost.UseUrls(DefaultUrl);
        foreach (var (key, url) in Addresses(builder.Configuration))
            if (BindingAddress.Parse(url).PathBase.Length > 0)
                throw Settings.Wrong(key, url, $"an address without a path; {Prefixes.Key} says what stands before every address");
        builder.AddHttp();
        builder.Services.AddRooms();
        if (builder.Configuration.Flag(Embedded, otherwise: true))
            _ = builder.Services.AddHostedService<SpecimenService>();

        var app = builder.Build();
        app.UseHttp();
        app.MapRooms();
        return app;
    }

    private static IEnumerable<(string Key, string Url)> Addresses(ConfigurationManager configuration) =>
    [
        .. (configuration[Urls] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => (Urls, url)),
        .. configuration.GetSection(Endpoints).GetChildren().Select(endpoint => endpoint.GetSection("Url"))
            .Where(url => url.Value is not null).Select(url => (url.Path, url.Value!)),
    ];

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The access log has {Rows} rows; its head is {Head}.")]
        public static partial void AccessHead(ILogger logger, long rows, string head);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "There is no specimen: something real bears one of its ids. Examples of the document may not work.")]
        public static partial void SpecimenTaken(ILogger logger);
    }
}
