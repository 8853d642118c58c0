using Incubateurs.Administrations;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>Where a portfolio was read from; it is said with every fact taken from there.</summary>
/// <param name="Code">Stored with the last parsed source.</param>
/// <param name="Name">Shown as the source of a startup.</param>
/// <param name="On">The day the source is of; the day of the import if null.</param>
internal sealed record Origin(string Code, string? Name, string UrlFormat, DateOnly? On)
{
    /// <summary>What it does not have is gone.</summary>
    public bool IsWhole { get; init; } = true;

    public static readonly Origin Checkout = new("checkout", "beta.gouv.fr", "https://beta.gouv.fr/startups/{0}.html", null);

    /// <summary>The portfolio inside the executable, which a checkout overwrites.</summary>
    public static readonly Origin Embedded = Checkout with { Code = "embedded", On = new(2026, 8, 20) };

    /// <summary>What is openly fictional has no source.</summary>
    public static readonly Origin Fiction = new("fiction", null, "", null) { IsWhole = false };
}

/// <summary>What an import did with the startups, and all that it met.</summary>
/// <param name="Withdrawn">Startups that the source no longer has.</param>
internal sealed record ImportResult(
    int Read, int Imported, int Unchanged, int LeftOut, int Withdrawn, IReadOnlyList<Anomaly> Anomalies)
{
    /// <summary>Nothing was written, because so much would be withdrawn.</summary>
    public bool IsRefused { get; init; }

    /// <summary>How long nobody else could write.</summary>
    public TimeSpan WriterHeld { get; init; }
}

/// <summary>
/// Merges a parsed portfolio into the recorded one: administrations, then the incubators that they own, then the startups; last goes
/// what the source has no longer. All of it is decided first (<see cref="ImportPlan"/>), then written in one transaction.
/// </summary>
internal static class Import
{
    /// <summary>So many of a hundred startups may be gone from a source; more are gone from a checkout that is not whole.</summary>
    public const decimal MostWithdrawn = 10;

    private const int Attempts = 3;

    /// <summary>Decides beside whoever writes, then writes. Where somebody else has written meanwhile it decides again.</summary>
    /// <param name="dryRun">Everything is done, and nothing stays.</param>
    public static async Task<ImportResult> RunAsync(
        Database database, ParsedPortfolio portfolio, Origin origin, decimal mostWithdrawn, bool dryRun, CancellationToken cancellation)
    {
        portfolio = Acceptable(portfolio, origin);
        for (var attempt = 1; ; attempt++)
        {
            var plan = await database.ReadAsync(tx => DecideAsync(tx, portfolio, origin), cancellation);
            if (Refused(plan, portfolio, mostWithdrawn) is { } refused)
                return refused;

            var last = attempt == Attempts;
            var held = new Held();
            var result = await database.WriteAsync(
                Actor.System,
                async tx =>
                {
                    held.Begin();
                    var stale = tx.Versions.Sequence != plan.Sequence;
                    var written = stale && !last ? null
                        : stale ? await RunAsync(tx, portfolio, origin, mostWithdrawn)
                        : await WriteAsync(tx, plan, portfolio);
                    if (dryRun || written is null or { IsRefused: true })
                        tx.Abandon();
                    return written;
                },
                cancellation);
            if (result is not null)
                return result with { WriterHeld = held.Elapsed };
        }
    }

    /// <summary>Decides and writes in one transaction of the caller's.</summary>
    public static async Task<ImportResult> RunAsync(
        Tx tx, ParsedPortfolio portfolio, Origin origin, decimal mostWithdrawn = MostWithdrawn)
    {
        portfolio = Acceptable(portfolio, origin);
        var plan = await DecideAsync(tx, portfolio, origin);
        return Refused(plan, portfolio, mostWithdrawn) ?? await WriteAsync(tx, plan, portfolio);
    }

    private static ParsedPortfolio Acceptable(ParsedPortfolio portfolio, Origin origin) =>
        origin == Origin.Fiction ? portfolio : portfolio.WithoutReserved();

    private static async Task<ImportPlan> DecideAsync(Tx tx, ParsedPortfolio portfolio, Origin origin)
    {
        portfolio = new TakenSirets(await BorneAsync(tx)).LeaveOut(portfolio);
        var plan = new ImportPlan(tx, origin, [.. portfolio.Anomalies]);

        // A portfolio without a startup is no portfolio: nothing is written then.
        if (portfolio.Startups.Count == 0)
            return plan;

        portfolio = (await tx.ErasedContactsAsync()).LeaveOut(portfolio);
        var references = new ReferenceImport(plan);
        await references.BareAsync(portfolio.Bare);
        await references.AdministrationsAsync(portfolio.Administrations);
        await references.IncubatorsAsync(portfolio.Incubators, portfolio.PresentIn(ContentFolder.Incubators));
        await new StartupImport(plan).RunAsync(portfolio.Startups, portfolio.PresentIn(ContentFolder.Startups));
        if (origin.IsWhole)
            await new GoneReferences(plan).RunAsync(portfolio);
        return plan;
    }

    private static async Task<IReadOnlyDictionary<string, string>> BorneAsync(Tx tx) =>
        (await tx.ListNumbersAsync(Knowledge.Now)).Where(pair => pair.Value.Siret is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value.Siret!, StringComparer.Ordinal);

    private static async Task<ImportResult> WriteAsync(Tx tx, ImportPlan plan, ParsedPortfolio portfolio)
    {
        if (portfolio.Startups.Count > 0)
        {
            await plan.WriteAsync(tx);
            if (plan.Origin == Origin.Checkout)
                await tx.AddImportAsync();
        }

        return Result(plan, portfolio);
    }

    private static ImportResult? Refused(ImportPlan plan, ParsedPortfolio portfolio, decimal mostWithdrawn) =>
        plan.Withdrawn * 100m > mostWithdrawn * plan.Brought
            ? Result(plan, portfolio) with { Imported = 0, Unchanged = 0, IsRefused = true }
            : null;

    private static ImportResult Result(ImportPlan plan, ParsedPortfolio portfolio) => new(
        portfolio.Read, plan.Imported, plan.Unchanged, portfolio.LeftOut, plan.Withdrawn, Anomaly.Ordered(plan.Anomalies));

    /// <summary>From the beginning of a write to its answer: the waiting before it holds up nobody.</summary>
    private sealed class Held
    {
        private long begun;

        public TimeSpan Elapsed => System.Diagnostics.Stopwatch.GetElapsedTime(begun);

        public void Begin() => begun = System.Diagnostics.Stopwatch.GetTimestamp();
    }
}
