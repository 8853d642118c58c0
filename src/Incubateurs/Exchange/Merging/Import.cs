using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>Where a portfolio was read from; it is said with every fact taken from there.</summary>
/// <param name="Code">Stored with the last parsed source.</param>
/// <param name="Name">Shown as the source of a startup.</param>
/// <param name="On">The day the source is of; the day of the import if null.</param>
internal sealed record Origin(string Code, string Name, string UrlFormat, DateOnly? On)
{
    public static readonly Origin Checkout = new("checkout", "beta.gouv.fr", "https://beta.gouv.fr/startups/{0}.html", null);

    /// <summary>The id of the one startup of the embedded portfolio that does not exist.</summary>
    public const string Fiction = "exemple";

    /// <summary>The portfolio inside the executable, which a checkout overwrites.</summary>
    public static readonly Origin Embedded = Checkout with { Code = "embedded", On = new(2026, 8, 20) };
}

/// <summary>What an import did with the startups, and all that it met.</summary>
internal sealed record ImportResult(int Read, int Imported, int Unchanged, int LeftOut, IReadOnlyList<Anomaly> Anomalies);

/// <summary>
/// Merges a parsed portfolio into the recorded one, in the caller's transaction: administrations, then the incubators
/// that they own, then the startups; last goes what nothing names any more.
/// </summary>
internal static class Import
{
    /// <summary>A portfolio without a startup is no portfolio: nothing is written then.</summary>
    public static async Task<ImportResult> RunAsync(Tx tx, ParsedPortfolio portfolio, Origin origin)
    {
        if (portfolio.Startups.Count == 0)
            return new(portfolio.Read, 0, 0, portfolio.LeftOut, portfolio.Anomalies);

        List<Anomaly> anomalies = [.. portfolio.Anomalies];
        var references = new ReferenceImport(tx, origin, anomalies);
        await references.AdministrationsAsync(portfolio.Administrations);
        await references.IncubatorsAsync(portfolio.Incubators, portfolio.PresentIn(ContentFolder.Incubators));
        var (imported, unchanged) = await new StartupImport(tx, origin, anomalies)
            .RunAsync(portfolio.Startups, portfolio.PresentIn(ContentFolder.Startups));
        var gone = new GoneReferences(tx, anomalies);
        await gone.IncubatorsAsync(portfolio);
        await gone.AdministrationsAsync(portfolio);
        return new(portfolio.Read, imported, unchanged, portfolio.LeftOut, Anomaly.Ordered(anomalies));
    }
}
