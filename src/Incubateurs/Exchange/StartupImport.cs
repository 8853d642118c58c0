using System.Globalization;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;

namespace Incubateurs.Exchange;

/// <summary>Merges parsed startups: facts field by field, phases by (phase, start), committees and former ids as sets.</summary>
internal sealed class StartupImport(Tx tx, Origin origin, List<Anomaly> anomalies)
{
    /// <summary>How many were new or had changed in the source, and how many had not.</summary>
    public async Task<(int Imported, int Unchanged)> RunAsync(IReadOnlyList<ParsedStartup> startups)
    {
        var sources = await tx.ListSourcesAsync(Kinds.Startup);
        var living = startups.Select(startup => startup.Id).ToHashSet(StringComparer.Ordinal);
        var imported = 0;
        foreach (var startup in startups)
        {
            var last = sources.GetValueOrDefault(startup.Id);
            if (last is not null && last.Origin == origin.Code && last.Parsed == SourceText(startup))
                continue;

            imported++;
            await MergeAsync(startup, last, sources, living);
        }

        foreach (var gone in sources.Values.Where(source => !living.Contains(source.Id)).OrderBy(source => source.Id, StringComparer.Ordinal))
            await GoneAsync(gone, startups);
        return (imported, startups.Count - imported);
    }

    private async Task MergeAsync(
        ParsedStartup startup, LastSource? last, IReadOnlyDictionary<string, LastSource> sources, HashSet<string> living)
    {
        var before = await tx.FindRecordedAsync(startup.Id, Knowledge.Now);
        if (before is null && RenamedFrom(startup, sources, living) is { } renamed)
        {
            // The new id inherits what was recorded under the old one, what agents wrote included.
            last = renamed;
            await InheritAsync(renamed.Id, startup.Id);
            before = await tx.FindRecordedAsync(startup.Id, Knowledge.Now);
            anomalies.Add(AnomalyClasses.Renamed.In(startup.File, $"{renamed.Id} is now {startup.Id}"));
        }

        var old = last is null ? null : JsonText.Read<Source>(last.Parsed);
        List<string> conflicts = [];
        var facts = before is null ? startup.Facts : FieldMerge.Merge(old?.Facts, startup.Facts, before.Facts, conflicts);
        foreach (var field in conflicts)
            anomalies.Add(AnomalyClasses.ChangedOnBothSides.In(startup.File, field));
        var named = facts with { Source = SourceOf(startup.Id) };

        var sequence = await tx.AppendAsync(Areas.Portfolio, before is null ? "startup.registered" : "startup.imported", Kinds.Startup, startup.Id, new
        {
            origin = origin.Name,
            before = before is null ? null : Shown(before.Facts),
            after = Shown(named),
            phases = startup.Phases.Select(phase => new { phase = phase.Phase.Code, startsOn = phase.StartsOn.Text() }),
        });
        await tx.KnowStartupAsync(startup.Id);
        await MergePhasesAsync(sequence, startup, old);
        await MergeCommitteesAsync(sequence, startup, old);
        var formerIds = await tx.ListFormerIdsAsync(Kinds.Startup, startup.Id);
        await tx.SaveFormerIdsAsync(
            sequence, Kinds.Startup, startup.Id, [.. formerIds.Except(old?.FormerIds ?? []).Union(startup.FormerIds).Where(id => id != startup.Id)]);
        await tx.SaveStartupAsync(sequence, startup.Id, before, named);
        await tx.SaveSourceAsync(Kinds.Startup, startup.Id, origin.Code, startup.File, SourceText(startup), startup.Provenance);
    }

    private async Task MergePhasesAsync(long sequence, ParsedStartup startup, Source? old)
    {
        var current = (await tx.ListPhasesAsync(startup.Id, Knowledge.Now)).ToDictionary(phase => (phase.Phase.Code, phase.StartsOn));
        var was = (old?.Phases ?? []).ToDictionary(phase => (phase.Phase, phase.StartsOn));
        var says = startup.Phases.ToDictionary(phase => (phase.Phase.Code, phase.StartsOn));

        // A phase that an agent has corrected or withdrawn since is theirs: what the source now says of it waits.
        var theirs = was.Keys.Where(key => !says.ContainsKey(key) && !current.ContainsKey(key)).Select(key => key.Phase).ToHashSet();
        foreach (var code in theirs)
            anomalies.Add(AnomalyClasses.ChangedOnBothSides.In(startup.File, $"phases: {code}"));

        foreach (var (key, phase) in was)
            if (!says.ContainsKey(key) && current.TryGetValue(key, out var recorded))
                await tx.ClosePhaseAsync(sequence, recorded.Id);

        foreach (var (key, phase) in says)
        {
            var before = was.GetValueOrDefault(key);
            if (before is not null && (before.RecordedEnd, before.Reason) == (phase.RecordedEnd, phase.Reason))
                continue;
            if (!current.TryGetValue(key, out var recorded))
            {
                // Said before and no longer here: withdrawn by an agent.
                if (before is null && !theirs.Contains(key.Code))
                    await tx.AddPhaseAsync(sequence, startup.Id, Recorded(startup.Id, phase));
                continue;
            }

            if (recorded.RecordedEnd == phase.RecordedEnd && recorded.Reason == phase.Reason)
                continue;

            await tx.ClosePhaseAsync(sequence, recorded.Id);
            await tx.AddPhaseAsync(sequence, startup.Id, recorded with
            {
                RecordedEnd = phase.RecordedEnd,
                Reason = recorded.Reason == before?.Reason ? phase.Reason : recorded.Reason,
                RecordedAt = tx.Now,
            });
        }
    }

    private async Task MergeCommitteesAsync(long sequence, ParsedStartup startup, Source? old)
    {
        var current = (await tx.ListCommitteesAsync(startup.Id, Knowledge.Now)).Where(committee => committee.Decision is null).ToList();
        foreach (var gone in (old?.Committees ?? []).Except(startup.Committees))
            if (current.Find(committee => (committee.HeldOn, committee.Note) == (gone.HeldOn, gone.Note)) is { } recorded)
                await tx.CloseCommitteeAsync(sequence, recorded.Id);
        foreach (var held in startup.Committees.Except(old?.Committees ?? []).Distinct())
            if (!current.Exists(committee => (committee.HeldOn, committee.Note) == (held.HeldOn, held.Note)))
                await tx.AddCommitteeAsync(sequence, startup.Id, new(
                    Ids.Of("committee", startup.Id, held.HeldOn.Text(), held.Note ?? ""), held.HeldOn, null, null, held.Note, tx.Now));
    }

    private async Task GoneAsync(LastSource gone, IReadOnlyList<ParsedStartup> startups)
    {
        var heir = startups.FirstOrDefault(startup => startup.FormerIds.Contains(gone.Id));
        if (heir is null && (gone.Origin != Origin.Embedded.Code || await tx.IsWrittenToAsync(Kinds.Startup, gone.Id)))
        {
            anomalies.Add(AnomalyClasses.FileGone.In(gone.File, $"{gone.Id} is kept"));
            return;
        }

        if (await tx.FindRecordedAsync(gone.Id, Knowledge.Now) is not null)
        {
            var type = heir is null ? "startup.removed" : "startup.merged";
            await RemoveAsync(await tx.AppendAsync(Areas.Portfolio, type, Kinds.Startup, gone.Id, new { into = heir?.Id }), gone.Id);
            if (heir is null)
                anomalies.Add(AnomalyClasses.EmbeddedRemoved.In(gone.File, gone.Id));
        }

        await tx.RemoveSourceAsync(Kinds.Startup, gone.Id);
    }

    // What was recorded under the old id goes on under the new one; the past keeps the old.
    private async Task InheritAsync(string from, string to)
    {
        if (await tx.FindRecordedAsync(from, Knowledge.Now) is not { } recorded)
            return;

        var phases = await tx.ListPhasesAsync(from, Knowledge.Now);
        var committees = await tx.ListCommitteesAsync(from, Knowledge.Now);
        await RemoveAsync(await tx.AppendAsync(Areas.Portfolio, "startup.renamed", Kinds.Startup, from, new { into = to }), from);
        var sequence = await tx.AppendAsync(Areas.Portfolio, "startup.renamed", Kinds.Startup, to, new { from });
        await tx.KnowStartupAsync(to);
        foreach (var phase in phases)
            await tx.AddPhaseAsync(sequence, to, phase);
        foreach (var committee in committees)
            await tx.AddCommitteeAsync(sequence, to, committee);
        await tx.SaveStartupAsync(sequence, to, recorded, recorded.Facts);
    }

    private async Task RemoveAsync(long sequence, string id)
    {
        await tx.SaveFormerIdsAsync(sequence, Kinds.Startup, id, []);
        await tx.CloseStartupAsync(sequence, id);
    }

    private static LastSource? RenamedFrom(
        ParsedStartup startup, IReadOnlyDictionary<string, LastSource> sources, HashSet<string> living) =>
        startup.FormerIds.Where(id => !living.Contains(id)).Select(sources.GetValueOrDefault).FirstOrDefault(source => source is not null);

    private RecordedPhase Recorded(string startupId, ParsedPhase phase) => new(
        Ids.Of("phase", startupId, phase.Phase.Code, phase.StartsOn.Text()),
        phase.Phase,
        phase.StartsOn,
        phase.RecordedEnd,
        phase.Reason,
        tx.Now);

    private StartupSource? SourceOf(string id) => origin == Origin.Embedded && id == Origin.Fiction
        ? null
        : new(origin.Name, string.Format(CultureInfo.InvariantCulture, origin.UrlFormat, Uri.EscapeDataString(id)), origin.On ?? tx.Today);

    // Dated facts without persons.
    private static StartupFacts Shown(StartupFacts facts) => facts with { Contact = null, Description = null, Source = null };

    private static string SourceText(ParsedStartup startup) => JsonText.Of(new Source(
        startup.Facts,
        [.. startup.Phases.Select(phase => new SourcePhase(phase.Phase.Code, phase.StartsOn, phase.RecordedEnd, phase.Reason))],
        startup.Committees,
        startup.FormerIds));

    /// <summary>What the source said of a startup, as it is stored.</summary>
    private sealed record Source(
        StartupFacts Facts, IReadOnlyList<SourcePhase> Phases, IReadOnlyList<ParsedCommittee> Committees, IReadOnlyList<string> FormerIds);

    private sealed record SourcePhase(string Phase, DateOnly StartsOn, DateOnly? RecordedEnd, string? Reason);
}
