using Incubateurs.Administrations;
using Incubateurs.Incubators;
using Incubateurs.Storage;

namespace Incubateurs.Exchange;

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
/// that they own, then the startups.
/// </summary>
internal sealed class Import(Tx tx, Origin origin)
{
    private readonly List<Anomaly> anomalies = [];

    public static async Task<ImportResult> RunAsync(Tx tx, ParsedPortfolio portfolio, Origin origin)
    {
        var import = new Import(tx, origin);
        await import.AdministrationsAsync(portfolio.Administrations);
        await import.IncubatorsAsync(portfolio.Incubators);
        var startups = new StartupImport(tx, origin, import.anomalies);
        var (imported, unchanged) = await startups.RunAsync(portfolio.Startups);
        await import.RemoveUnusedAsync(portfolio);
        return new(portfolio.Read, imported, unchanged, portfolio.LeftOut, [.. portfolio.Anomalies, .. import.anomalies]);
    }

    private async Task AdministrationsAsync(IReadOnlyList<ParsedAdministration> parsed)
    {
        var sources = await tx.ListSourcesAsync(Kinds.Administration);
        foreach (var administration in parsed)
        {
            var now = new AdministrationFacts
            {
                Name = administration.Name,
                Acronym = administration.Acronym,
                Kind = administration.Kind,
                Domain = administration.Domain,
                Siret = administration.Siret,
            };
            var last = sources.GetValueOrDefault(administration.Id);
            if (last is not null && last.Origin == origin.Code && last.Parsed == JsonText.Of(now))
                continue;

            var before = await tx.FindRecordedAdministrationAsync(administration.Id, Knowledge.Now);
            var facts = Merged(administration.File, last, now, before?.Facts);
            if (before is null || !FieldMerge.Same(before.Facts, facts))
                await tx.SaveAdministrationAsync(await AppendAsync(Kinds.Administration, administration.Id, facts), administration.Id, before, facts);
            await tx.SaveSourceAsync(
                Kinds.Administration, administration.Id, origin.Code, administration.File, JsonText.Of(now), administration.Provenance);
        }
    }

    private async Task IncubatorsAsync(IReadOnlyList<ParsedIncubator> parsed)
    {
        var sources = await tx.ListSourcesAsync(Kinds.Incubator);
        foreach (var incubator in parsed)
        {
            var now = new IncubatorFacts
            {
                Name = incubator.Name,
                Owner = incubator.Owner,
                Website = incubator.Website,
                Repository = incubator.Repository,
                Contact = incubator.Contact,
                Description = incubator.Description,
                Hidden = incubator.Hidden,
            };
            var last = sources.GetValueOrDefault(incubator.Id);
            var formerIds = await tx.ListFormerIdsAsync(Kinds.Incubator, incubator.Id);
            var sameIds = formerIds.ToHashSet(StringComparer.Ordinal).SetEquals(incubator.FormerIds);
            if (last is not null && last.Origin == origin.Code && last.Parsed == JsonText.Of(now) && sameIds)
                continue;

            var before = await tx.FindRecordedIncubatorAsync(incubator.Id, Knowledge.Now);
            var facts = Merged(incubator.File, last, now, before?.Facts);
            if (before is null || !sameIds || !FieldMerge.Same(before.Facts, facts))
            {
                var sequence = await AppendAsync(Kinds.Incubator, incubator.Id, facts with { Contact = null });
                await tx.SaveIncubatorAsync(sequence, incubator.Id, before, facts);
                await tx.SaveFormerIdsAsync(sequence, Kinds.Incubator, incubator.Id, incubator.FormerIds);
            }

            await tx.SaveSourceAsync(Kinds.Incubator, incubator.Id, origin.Code, incubator.File, JsonText.Of(now), incubator.Provenance);
        }
    }

    private T Merged<T>(string file, LastSource? last, T now, T? current)
        where T : class
    {
        if (current is null)
            return now;

        List<string> conflicts = [];
        var merged = FieldMerge.Merge(last is null ? null : JsonText.Read<T>(last.Parsed), now, current, conflicts);
        foreach (var field in conflicts)
            anomalies.Add(AnomalyClasses.ChangedOnBothSides.In(file, field));
        return merged;
    }

    // Incubators and administrations of the embedded portfolio that the checkout lacks go with the startups that named them.
    private async Task RemoveUnusedAsync(ParsedPortfolio portfolio)
    {
        foreach (var id in await EmbeddedOnlyAsync(Kinds.Incubator, portfolio.Incubators.Select(incubator => incubator.Id)))
        {
            if (await tx.ScalarAsync<long>(IncubatorUsesSql, new { id, Tx.Open }) > 0)
                continue;

            var sequence = await tx.AppendAsync(Areas.Portfolio, "incubator.removed", Kinds.Incubator, id, new { });
            await tx.SaveFormerIdsAsync(sequence, Kinds.Incubator, id, []);
            await tx.CloseIncubatorAsync(sequence, id);
            await tx.RemoveSourceAsync(Kinds.Incubator, id);
        }

        foreach (var id in await EmbeddedOnlyAsync(Kinds.Administration, portfolio.Administrations.Select(administration => administration.Id)))
        {
            if (await tx.ScalarAsync<long>(AdministrationUsesSql, new { id, Tx.Open }) > 0)
                continue;

            await tx.CloseAdministrationAsync(await tx.AppendAsync(Areas.Portfolio, "administration.removed", Kinds.Administration, id, new { }), id);
            await tx.RemoveSourceAsync(Kinds.Administration, id);
        }
    }

    private const string IncubatorUsesSql = "SELECT count(*) FROM startup_incubators WHERE incubator_id = @id AND known_to = @Open";

    private const string AdministrationUsesSql = """
        SELECT (SELECT count(*) FROM startup_sponsors WHERE administration_id = @id AND known_to = @Open)
             + (SELECT count(*) FROM incubator_versions WHERE owner_id = @id AND known_to = @Open)
             + (SELECT count(*) FROM successions WHERE (predecessor_id = @id OR successor_id = @id) AND known_to = @Open)
        """;

    private async Task<IReadOnlyList<string>> EmbeddedOnlyAsync(string kind, IEnumerable<string> parsed)
    {
        if (origin == Origin.Embedded)
            return [];

        List<string> ids = [];
        var present = parsed.ToHashSet(StringComparer.Ordinal);
        foreach (var source in (await tx.ListSourcesAsync(kind)).Values)
            if (source.Origin == Origin.Embedded.Code && !present.Contains(source.Id) && !await tx.IsWrittenToAsync(kind, source.Id))
                ids.Add(source.Id);
        return ids;
    }

    private Task<long> AppendAsync(string kind, string id, object after) =>
        tx.AppendAsync(Areas.Portfolio, $"{kind}.imported", kind, id, new { origin = origin.Name, after });
}

/// <summary>The kinds of things that have a source and a history.</summary>
internal static class Kinds
{
    public const string Startup = "startup";
    public const string Incubator = "incubator";
    public const string Administration = "administration";
}
