using Incubateurs.Administrations;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubators;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Merging;

/// <summary>Merges what startups refer to: administrations and incubators, field by field.</summary>
internal sealed class ReferenceImport(Tx tx, Origin origin, List<Anomaly> anomalies)
{
    public async Task AdministrationsAsync(IReadOnlyList<ParsedAdministration> parsed)
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
                DirectoryId = administration.DirectoryId,
            };
            var last = sources.GetValueOrDefault(administration.Id);
            if (last is not null && last.Origin == origin.Code && last.Parsed == JsonText.Of(now))
                continue;

            var before = await tx.FindRecordedAdministrationAsync(administration.Id, Knowledge.Now);
            var facts = Merged(administration.File, last, now, before?.Facts);
            if (before is null || !FieldMerge.Same(before.Facts, facts))
                await tx.SaveAdministrationAsync(
                    await AppendAsync(Kinds.Administration, administration.Id, facts), administration.Id, before, facts);
            await tx.SaveSourceAsync(
                Kinds.Administration, administration.Id, origin.Code, administration.File, JsonText.Of(now), administration.Provenance);
        }
    }

    /// <param name="present">The ids of all files of incubators, those left out too.</param>
    public async Task IncubatorsAsync(IReadOnlyList<ParsedIncubator> parsed, IReadOnlySet<string> present)
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
            if (before is null && Renamed(incubator, sources, present) is { } renamed)
            {
                // The new id goes on where the old one ends; that is closed when no startup names it any more.
                last = renamed;
                before = await tx.FindRecordedIncubatorAsync(renamed.Id, Knowledge.Now);
            }

            var facts = Merged(incubator.File, last, now, before?.Facts);
            if (before?.Id != incubator.Id || !sameIds || !FieldMerge.Same(before.Facts, facts))
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

    private static LastSource? Renamed(
        ParsedIncubator incubator, IReadOnlyDictionary<string, LastSource> sources, IReadOnlySet<string> present) =>
        incubator.FormerIds.Where(id => !present.Contains(id)).Select(sources.GetValueOrDefault)
            .FirstOrDefault(source => source is not null);

    private Task<long> AppendAsync(string kind, string id, object after) =>
        tx.AppendAsync(Areas.Portfolio, $"{kind}.imported", kind, id, new { origin = origin.Name, after });
}
