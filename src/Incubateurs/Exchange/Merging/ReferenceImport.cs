using Incubateurs.Administrations;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubators;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Merging;

/// <summary>Merges what startups refer to: administrations and incubators, field by field.</summary>
internal sealed class ReferenceImport(ImportPlan plan)
{
    private static readonly Provenance Nothing = new("{}", Published: null);

    private readonly Origin origin = plan.Origin;

    /// <summary>What is named and could never be read stands under its id alone, until its file can be.</summary>
    public async Task BareAsync(IReadOnlyList<BareReference> bare)
    {
        foreach (var (folder, id, file) in bare)
            if (folder == ContentFolder.Organisations)
            {
                if (await plan.Read.FindRecordedAdministrationAsync(id, Knowledge.Now) is not null)
                    continue;

                plan.Report(AnomalyClasses.BareReference.In(file, id));
                Save(Kinds.Administration, id, file, null, new AdministrationFacts { Name = id }, Nothing, (tx, sequence, facts) =>
                    tx.SaveAdministrationAsync(sequence, id, before: null, facts));
            }
            else if (await plan.Read.FindRecordedIncubatorAsync(id, Knowledge.Now) is null)
            {
                plan.Report(AnomalyClasses.BareReference.In(file, id));
                Save(Kinds.Incubator, id, file, null, new IncubatorFacts { Name = id }, Nothing, (tx, sequence, facts) =>
                    tx.SaveIncubatorAsync(sequence, id, before: null, facts));
            }
    }

    public async Task AdministrationsAsync(IReadOnlyList<ParsedAdministration> parsed)
    {
        var sources = await plan.Read.ListSourcesAsync(Kinds.Administration);
        var withdrawals = await plan.Read.ListWithdrawalsAsync(Kinds.Administration);
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
            var (id, file) = (administration.Id, administration.File);
            var provenance = new Provenance(administration.Provenance, Published: null);
            if (withdrawals.ContainsKey(id))
                BringBack(Kinds.Administration, id);
            var last = sources.GetValueOrDefault(id);
            if (IsUnchanged(last, now))
            {
                KeepProvenance(Kinds.Administration, last!, file, provenance);
                continue;
            }

            var before = await plan.Read.FindRecordedAdministrationAsync(id, Knowledge.Now);
            var facts = Merged(file, last, now, before?.Facts);
            if (before is null || !FieldMerge.Same(before.Facts, facts))
                Save(Kinds.Administration, id, file, now, facts, provenance, (tx, sequence, saved) =>
                    tx.SaveAdministrationAsync(sequence, id, before, saved));
            else
                SaveSource(Kinds.Administration, id, file, now, provenance, last);
        }
    }

    /// <param name="present">The ids of all files of incubators, those left out too.</param>
    public async Task IncubatorsAsync(IReadOnlyList<ParsedIncubator> parsed, IReadOnlySet<string> present)
    {
        var sources = new Dictionary<string, LastSource>(await plan.Read.ListSourcesAsync(Kinds.Incubator), StringComparer.Ordinal);
        var withdrawals = await plan.Read.ListWithdrawalsAsync(Kinds.Incubator);
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
            var (id, file) = (incubator.Id, incubator.File);
            var provenance = new Provenance(incubator.Provenance, incubator.Published);
            if (withdrawals.ContainsKey(id))
                BringBack(Kinds.Incubator, id);
            var last = sources.GetValueOrDefault(id);
            var formerIds = await plan.Read.ListFormerIdsAsync(Kinds.Incubator, id);
            var sameIds = formerIds.ToHashSet(StringComparer.Ordinal).SetEquals(incubator.FormerIds);
            if (IsUnchanged(last, now) && sameIds)
            {
                KeepProvenance(Kinds.Incubator, last!, file, provenance);
                continue;
            }

            var before = await plan.Read.FindRecordedIncubatorAsync(id, Knowledge.Now);
            if (before is null && Renamed(incubator, sources, present) is { } renamed)
            {
                // The new id goes on where the old one ends, once; that is closed when no startup names it any more.
                last = renamed;
                _ = sources.Remove(renamed.Id);
                before = await plan.Read.FindRecordedIncubatorAsync(renamed.Id, Knowledge.Now);
            }

            var facts = Merged(file, last, now, before?.Facts);
            if (before?.Id != id || !sameIds || !FieldMerge.Same(before.Facts, facts))
                Save(
                    Kinds.Incubator,
                    id,
                    file,
                    now,
                    facts,
                    provenance,
                    async (tx, sequence, saved) =>
                    {
                        await tx.SaveIncubatorAsync(sequence, id, before, saved);
                        await tx.SaveFormerIdsAsync(sequence, Kinds.Incubator, id, incubator.FormerIds);
                    },
                    facts with { Contact = null });
            else
                SaveSource(Kinds.Incubator, id, file, now, provenance, last);
        }
    }

    private bool IsUnchanged<T>(LastSource? last, T now)
        where T : class => last is not null && last.Origin == origin.Code && last.Parsed == JsonText.Of(now);

    // What decides nothing may still have changed.
    private void KeepProvenance(string kind, LastSource last, string file, Provenance provenance)
    {
        if (new Provenance(last.Raw, last.Published) != provenance || last.File != file || last.GoneAfter is not null)
            plan.KeepSource(kind, last.Id, new(file, last.Parsed, provenance.Raw, provenance.Published), last);
    }

    private void Save<T>(
        string kind, string id, string file, T? now, T facts, Provenance provenance, Func<Tx, long, T, Task> save, T? shown = null)
        where T : class
    {
        plan.Write(async tx =>
        {
            var sequence = await tx.AppendAsync(
                Areas.Portfolio, $"{kind}.imported", kind, id, new { origin = origin.Name, after = shown ?? facts });
            await save(tx, sequence, facts);
        });
        SaveSource(kind, id, file, now ?? facts, provenance);
    }

    private void SaveSource<T>(string kind, string id, string file, T now, Provenance provenance, LastSource? last = null)
        where T : class => plan.KeepSource(kind, id, new(file, JsonText.Of(now), provenance.Raw, provenance.Published), last);

    private void BringBack(string kind, string id) => plan.Write(tx => tx.RelistAsync(kind, [id]));

    private T Merged<T>(string file, LastSource? last, T now, T? current)
        where T : class
    {
        if (current is null)
            return now;

        List<string> conflicts = [];
        var merged = FieldMerge.Merge(last is null ? null : JsonText.Read<T>(last.Parsed), now, current, conflicts);
        foreach (var field in conflicts)
            plan.Report(AnomalyClasses.ChangedOnBothSides.In(file, field));
        return merged;
    }

    private static LastSource? Renamed(
        ParsedIncubator incubator, Dictionary<string, LastSource> sources, IReadOnlySet<string> present) =>
        incubator.FormerIds.Where(id => !present.Contains(id)).Select(sources.GetValueOrDefault)
            .FirstOrDefault(source => source is not null);

    /// <summary>What a file says that decides nothing.</summary>
    private sealed record Provenance(string Raw, string? Published);
}
