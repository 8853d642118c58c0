using System.Globalization;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Merging;

/// <summary>Merges parsed startups: facts field by field, phases by (phase, start), committees and former ids as sets.</summary>
internal sealed class StartupImport(Tx tx, Origin origin, List<Anomaly> anomalies)
{
    /// <summary>How many startups the source made or changed, and how many it did not.</summary>
    /// <param name="present">The ids of all files, those left out too: what cannot be read today is not gone.</param>
    public async Task<(int Imported, int Unchanged)> RunAsync(IReadOnlyList<ParsedStartup> startups, IReadOnlySet<string> present)
    {
        var sources = await tx.ListSourcesAsync(Kinds.Startup);
        var imported = 0;
        foreach (var startup in startups)
        {
            var last = sources.GetValueOrDefault(startup.Id);
            var text = SourceText(startup);
            if (last is not null && last.Origin == origin.Code && last.Parsed == text)
                await KeepProvenanceAsync(startup, last);
            else if (await MergeAsync(startup, text, last, sources, present))
                imported++;
        }

        var gone = new GoneStartups(tx, anomalies);
        foreach (
            var source in sources.Values.Where(source => !present.Contains(source.Id)).OrderBy(source => source.Id, StringComparer.Ordinal))
            await gone.SettleAsync(source, startups.FirstOrDefault(startup => startup.FormerIds.Contains(source.Id)));
        return (imported, startups.Count - imported);
    }

    // What decides nothing may still have changed, such as the flag `stats`.
    private async Task KeepProvenanceAsync(ParsedStartup startup, LastSource last)
    {
        if (last.Raw != startup.Provenance || last.File != startup.File)
            await tx.SaveSourceAsync(Kinds.Startup, startup.Id, origin.Code, startup.File, last.Parsed, startup.Provenance);
    }

    private async Task<bool> MergeAsync(
        ParsedStartup startup, string text, LastSource? last, IReadOnlyDictionary<string, LastSource> sources, IReadOnlySet<string> present)
    {
        var before = await tx.FindRecordedAsync(startup.Id, Knowledge.Now);
        var renamed = before is null
            ? startup.FormerIds.Where(id => !present.Contains(id)).Select(sources.GetValueOrDefault)
                .FirstOrDefault(source => source is not null)
            : null;
        if (renamed is not null)
        {
            // The new id inherits what was recorded under the old one, what agents wrote included.
            last = renamed;
            await new GoneStartups(tx, anomalies).InheritAsync(renamed.Id, startup.Id);
            before = await tx.FindRecordedAsync(startup.Id, Knowledge.Now);
            anomalies.Add(AnomalyClasses.Renamed.In(startup.File, $"{renamed.Id} is now {startup.Id}"));
        }

        var old = last is null ? null : JsonText.Read<Source>(last.Parsed);
        List<string> conflicts = [];
        var facts = before is null ? startup.Facts : FieldMerge.Merge(old?.Facts, startup.Facts, before.Facts, conflicts);
        var phases = PhaseMerge.Of(
            old?.Phases ?? [], [.. startup.Phases.Select(AsSource)], before is null
                ? []
                : await tx.ListPhasesAsync(startup.Id, Knowledge.Now), conflicts);
        var committees = CommitteeMerge.Of(
            old?.Committees ?? [], startup.Committees, before is null
                ? []
                : await tx.ListCommitteesAsync(startup.Id, Knowledge.Now), conflicts);
        anomalies.AddRange(conflicts.Select(conflict => AnomalyClasses.ChangedOnBothSides.In(startup.File, conflict)));

        // The ids that a renamed startup had before its last one stay, even where the new file no longer names them.
        var was = await tx.ListFormerIdsAsync(Kinds.Startup, startup.Id);
        var formerIds = was.Except(
            renamed is null ? old?.FormerIds ?? [] : []).Union(startup.FormerIds).Where(id => id != startup.Id).ToHashSet();

        var changes = before is null || renamed is not null || last?.Origin != origin.Code
            || !phases.IsEmpty || !committees.IsEmpty || !formerIds.SetEquals(was) || !FieldMerge.Same(before.Facts, facts);
        if (changes)
            await WriteAsync(startup, before, facts with { Source = SourceOf(startup.Id) }, phases, committees, formerIds);
        await tx.SaveSourceAsync(Kinds.Startup, startup.Id, origin.Code, startup.File, text, startup.Provenance);
        return changes;
    }

    private async Task WriteAsync(
        ParsedStartup startup,
        RecordedStartup? before,
        StartupFacts facts,
        PhaseMerge phases,
        CommitteeMerge committees,
        HashSet<string> formerIds)
    {
        var id = startup.Id;
        var type = before is null ? "startup.registered" : "startup.imported";
        var difference = before is null ? null : Difference.Of(Shown(before.Facts), Shown(facts));
        var sequence = await tx.AppendAsync(Areas.Portfolio, type, Kinds.Startup, id, new
        {
            origin = origin.Name,
            before = difference?.Before,
            after = (object?)difference?.After ?? Shown(facts),
            phases = startup.Phases.Select(phase => new { phase = phase.Phase.Code, startsOn = phase.StartsOn.Text() }),
        });

        var isNew = await tx.KnowStartupAsync(id);
        foreach (var phase in phases.Withdrawn.Concat(phases.Corrected))
            await tx.ClosePhaseAsync(sequence, phase.Id);
        foreach (var phase in phases.Corrected)
            await tx.AddPhaseAsync(sequence, id, phase with { RecordedAt = tx.Now });
        foreach (var phase in phases.Added)
        {
            var phaseId = Ids.Of("phase", id, phase.Phase, phase.StartsOn.Text());
            // A phase moved by an agent, or inherited by another startup, may still bear it.
            if (!isNew && await tx.IsPhaseIdTakenAsync(phaseId))
                phaseId = Ids.New(tx.Now);
            await tx.AddPhaseAsync(
                sequence, id, new(phaseId, Phases.Find(phase.Phase)!, phase.StartsOn, phase.RecordedEnd, phase.Reason, tx.Now));
        }

        foreach (var committee in committees.Withdrawn)
            await tx.CloseCommitteeAsync(sequence, committee.Id);
        foreach (var held in committees.Added)
        {
            var committeeId = Ids.Of("committee", id, held.HeldOn.Text(), held.Note ?? "");
            if (!isNew && await tx.IsCommitteeIdTakenAsync(committeeId))
                committeeId = Ids.New(tx.Now);
            await tx.AddCommitteeAsync(sequence, id, new(committeeId, held.HeldOn, null, null, held.Note, tx.Now));
        }

        await tx.SaveFormerIdsAsync(sequence, Kinds.Startup, id, formerIds);
        await tx.SaveStartupAsync(sequence, id, before, facts);
    }

    private StartupSource? SourceOf(string id) => origin == Origin.Embedded && id == Origin.Fiction
        ? null
        : new(origin.Name, string.Format(CultureInfo.InvariantCulture, origin.UrlFormat, Uri.EscapeDataString(id)), origin.On ?? tx.Today);

    // Dated facts without persons.
    private static StartupFacts Shown(StartupFacts facts) => facts with { Contact = null, Description = null, Source = null };

    private static SourcePhase AsSource(ParsedPhase phase) => new(phase.Phase.Code, phase.StartsOn, phase.RecordedEnd, phase.Reason);

    private static string SourceText(ParsedStartup startup) =>
        JsonText.Of(new Source(startup.Facts, [.. startup.Phases.Select(AsSource)], startup.Committees, startup.FormerIds));

    /// <summary>What the source said of a startup, as it is stored.</summary>
    private sealed record Source(
        StartupFacts Facts, IReadOnlyList<SourcePhase> Phases, IReadOnlyList<ParsedCommittee> Committees, IReadOnlyList<string> FormerIds);
}
