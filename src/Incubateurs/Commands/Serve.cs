using Incubateurs.Access;
using Incubateurs.Administrations;
using Incubateurs.Candidacies;
using Incubateurs.Changes;
using Incubateurs.Contract;
using Incubateurs.Exchange;
using Incubateurs.Flow;
using Incubateurs.HandOvers;
using Incubateurs.Http;
using Incubateurs.Incubation;
using Incubateurs.Incubators;
using Incubateurs.Quality;
using Incubateurs.Reports;
using Incubateurs.Reviews;
using Incubateurs.Site;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Microsoft.Data.Sqlite;
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
        catch (SqliteException exception)
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
        builder.Services.AddStorage();
        builder.Services.AddAccess();
        builder.Services.AddStartups();
        builder.Services.AddIncubation();
        builder.Services.AddHandOvers();
        builder.Services.AddCandidacies();
        builder.Services.AddReviews();
        builder.Services.AddReports();
        builder.Services.AddIncubators();
        builder.Services.AddAdministrations();
        builder.Services.AddContract();
        _ = builder.Services.AddSingleton<ReadPortfolioState>(PortfolioCounts.ReadAsync);

        var app = builder.Build();
        app.UseHttp();
        app.UseContractPage();
        app.MapHome();
        app.MapHealth();
        app.MapProblems();
        app.MapDefinitions();
        app.MapSite();
        var v1 = app.MapGroup("/v1").ValidatesBodies();
        v1.MapEntryPoints();
        v1.MapStatus();
        v1.MapContract();
        var open = v1.MapGroup("").AllowAnonymous();
        open.MapStartups();
        open.MapExports();
        open.MapFacets();
        open.MapPhases();
        open.MapIncubators();
        open.MapAdministrations();
        open.MapIncubationRecords();
        open.MapHandOvers();
        open.MapCandidacies();
        open.MapFlow();
        open.MapQuality();
        open.MapPictures();
        open.MapReviews();
        open.MapReports();
        open.MapHistory();
        v1.MapAccess();
        v1.MapStartupWrites();
        v1.MapPhaseWrites();
        v1.MapIncubatorWrites();
        v1.MapAdministrationWrites();
        return app;
    }
}
