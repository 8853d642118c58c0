using Incubateurs.Access;
using Incubateurs.Administrations;
using Incubateurs.Assistants;
using Incubateurs.Candidacies;
using Incubateurs.Changes;
using Incubateurs.Compatibility;
using Incubateurs.Contract;
using Incubateurs.Discovery;
using Incubateurs.Flow;
using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Incubators;
using Incubateurs.Quality;
using Incubateurs.Reports;
using Incubateurs.Reviews;
using Incubateurs.Site;
using Incubateurs.Startups;
using Incubateurs.Startups.Listing;
using Incubateurs.Storage;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Webhooks;

namespace Incubateurs.Commands;

/// <summary>The rooms, composed: what they need, what they refuse, where they answer, what they do at every write.</summary>
internal static class Rooms
{
    /// <summary>Every refusal of every room.</summary>
    public static readonly KnownProblems Problems =
        new(
            typeof(ProblemTypes),
            typeof(StartupProblems),
            typeof(PhaseProblems),
            typeof(AdministrationProblems),
            typeof(HandOverProblems),
            typeof(CandidacyProblems),
            typeof(CompatibilityProblems),
            typeof(WebhookProblems));

    /// <summary>
    /// The log of an earlier build is sealed anew, and its feed filled in, before anything is added to them, and planned phases that have
    /// begun are announced; what derives from a sponsor's domain follows, and what the feed tells.
    /// </summary>
    public static readonly WriteHooks Hooks = new(
        async tx =>
        {
            await tx.SealAccessesAnewAsync();
            await tx.FillFeedAsync();
            await tx.StartPlannedPhasesAsync();
        },
        async tx =>
        {
            await SponsoredStore.FollowDomainsAsync(tx);
            await FeedIndexStore.AppendFeedAsync(tx);
        });

    /// <summary>Brings what an earlier build has written up to this one, before anything is read of it.</summary>
    public static async Task UpgradeAsync(this Database database)
    {
        await database.SealAccessesAnewAsync(CancellationToken.None);
        await database.FillFeedAsync(CancellationToken.None);
    }

    /// <summary>
    /// The database of a verb that is no server. One that it makes is told: the name of another file may have been meant.
    /// </summary>
    public static async Task<Database> OpenAsync(IEngine engine)
    {
        var database = OpenPassing(engine);
        if (database.IsNew)
            Console.WriteLine($"A new database was made: {engine.Place}");
        try
        {
            await database.UpgradeAsync();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The database of a verb, which nobody has named.</summary>
    public static Database OpenPassing(IEngine engine) => new(engine, TimeProvider.System, Hooks);

    public static void AddRooms(this IServiceCollection services)
    {
        _ = services.AddSingleton(Problems);
        services.AddStorage(Hooks);
        services.AddAccess();
        services.AddAgents();
        services.AddStartups();
        services.AddWithdrawals();
        services.AddListing();
        services.AddIncubationRecords();
        services.AddHandOvers();
        services.AddCandidacies();
        services.AddReviews();
        services.AddReports();
        services.AddIncubators();
        services.AddAdministrations();
        services.AddChanges();
        services.AddCompatibility();
        services.AddWebhooks();
        services.AddContract();
        services.AddAssistants();
        _ = services.AddKeyedSingleton<ReadLastMove>(Moves.WithPlans, PlannedPhaseStore.LastMoveAsync);
        _ = services.AddSingleton<ReadPortfolioState>(PortfolioCounts.ReadAsync);
    }

    public static void MapRooms(this WebApplication app)
    {
        app.UseContractPage();
        app.MapHome();
        app.MapHealth();
        app.MapProblems();
        app.MapChangeTypes();
        app.MapDefinitions();
        app.MapSite();
        app.MapCompatibility();
        app.MapAssistants();
        app.MapApiCatalog();
        app.MapSecurityText();
        app.MapTexts();
        var v1 = app.MapGroup("/v1").ValidatesBodies();
        v1.MapEntryPoints();
        v1.MapStatus();
        v1.MapContract();
        v1.MapCatalog();
        var open = v1.MapGroup("").AllowAnonymous();
        open.MapStartupList();
        open.MapStartups();
        open.MapWithdrawals();
        open.MapExports();
        open.MapTableSchemas();
        open.MapFacets();
        open.MapPhases();
        open.MapVocabularies();
        open.MapIncubators();
        open.MapAdministrations();
        open.MapIncubationRecords();
        open.MapHandOvers();
        open.MapCandidacies();
        open.MapHost();
        open.MapFlow();
        open.MapQuality();
        open.MapPictures();
        open.MapTimeline();
        open.MapReviews();
        open.MapReports();
        open.MapHistory();
        open.MapChanges();
        v1.MapAccess();
        v1.MapStartupWrites();
        v1.MapPhaseWrites();
        v1.MapIncubatorWrites();
        v1.MapAdministrationWrites();
        v1.MapWebhooks();
    }
}
