using System.Globalization;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Merging;

/// <summary>Merges parsed startups: facts field by field, phases by (phase, start), committees and former ids as sets.</summary>
internal sealed class StartupImport(ImportPlan plan)
{
    private readonly Origin origin = plan.Origin;
    private readonly List<(string Id, string Name, string File)> registered = [];

    /// <param name="present">The ids of all files, those left out too: what cannot be read today is not gone.</param>
    public async Task RunAsync(IReadOnlyList<ParsedStartup> startups, IReadOnlySet<string> present)
    {
        var sources = new Dictionary<string, LastSource>(await plan.Read.ListSourcesAsync(Kinds.Startup), StringComparer.Ordinal);
        var withdrawals = await plan.Read.ListWithdrawalsAsync(Kinds.Startup);
        plan.Brought = sources.Values.Count(source => source.Origin == Origin.Checkout.Code && !withdrawals.ContainsKey(source.Id));
        var gone = sources.Values.Where(source => !present.Contains(source.Id))
            .OrderBy(source => source.Id, StringComparer.Ordinal).ToList();
        foreach (var startup in startups)
        {
            var last = sources.GetValueOrDefault(startup.Id);
            var text = SourceText(startup);
            if (withdrawals.GetValueOrDefault(startup.Id) is { Cause: WithdrawalCause.Agent } withdrawal)
                StaysWithdrawn(startup, withdrawal);
            else if (last is not null && last.Origin == origin.Code && last.Parsed == text && !withdrawals.ContainsKey(startup.Id))
                KeepProvenance(startup, last);
            else
                await MergeAsync(startup, text, last, sources, present);
        }

        if (origin.IsWhole)
            await new GoneStartups(plan).SettleAsync(gone, sources, startups, registered);
    }

    // What an agent took back stays so; that the source goes on having it is said once.
    private void StaysWithdrawn(ParsedStartup startup, RecordedWithdrawal withdrawal)
    {
        plan.Unchanged++;
        if (withdrawal.Reported)
            return;

        plan.Report(AnomalyClasses.WithdrawnHere.In(startup.File, startup.Id));
        plan.Write(tx => tx.NoteReportedAsync(Kinds.Startup, startup.Id));
    }

    // What decides nothing may still have changed, such as the flag `stats`.
    private void KeepProvenance(ParsedStartup startup, LastSource last)
    {
        plan.Unchanged++;
        if (last.Raw != startup.Provenance || last.File != startup.File || last.GoneAfter is not null)
            plan.KeepSource(Kinds.Startup, startup.Id, startup.File, last.Parsed, startup.Provenance);
    }

    private async Task MergeAsync(
        ParsedStartup startup, string text, LastSource? last, Dictionary<string, LastSource> sources, IReadOnlySet<string> present)
    {
        var before = await plan.Read.FindRecordedAsync(startup.Id, Knowledge.Now);
        var renamed = before is null ? await FindRenamedAsync(startup, sources, present) : null;
        if (renamed is not null)
        {
            // Of several that name it one inherits; the others come from their own files.
            last = sources[renamed.Id];
            _ = sources.Remove(renamed.Id);
            plan.Report(AnomalyClasses.Renamed.In(startup.File, $"{renamed.Id} is now {startup.Id}"));
            plan.Write(tx => GoneStartups.InheritAsync(tx, renamed.Id, startup.Id));
            if (renamed.Withdrawal is { Cause: WithdrawalCause.Agent })
            {
                plan.Unchanged++;
                plan.Report(AnomalyClasses.WithdrawnHere.In(startup.File, startup.Id));
                plan.Write(tx => tx.NoteReportedAsync(Kinds.Startup, startup.Id));
                plan.Write(
                    tx => tx.SaveSourceAsync(Kinds.Startup, startup.Id, last.Origin, startup.File, last.Parsed, startup.Provenance));
                return;
            }
        }
        else if (before is { Withdrawal: not null })
        {
            plan.Report(AnomalyClasses.Returned.In(startup.File, startup.Id));
            plan.Write(tx => tx.BringBackAsync(before));
        }
        else if (before is null)
            registered.Add((startup.Id, startup.Facts.Name, startup.File));

        var recorded = renamed ?? before;
        var old = last is null ? null : JsonText.Read<Source>(last.Parsed);
        List<string> conflicts = [];
        var facts = recorded is null ? startup.Facts : FieldMerge.Merge(old?.Facts, startup.Facts, recorded.Facts, conflicts);
        var phases = PhaseMerge.Of(
            old?.Phases ?? [], [.. startup.Phases.Select(AsSource)], recorded is null
                ? []
                : await plan.Read.ListPhasesAsync(recorded.Id, Knowledge.Now), conflicts);
        var committees = CommitteeMerge.Of(
            old?.Committees ?? [], startup.Committees, recorded is null
                ? []
                : await plan.Read.ListCommitteesAsync(recorded.Id, Knowledge.Now), conflicts);
        foreach (var conflict in conflicts)
            plan.Report(AnomalyClasses.ChangedOnBothSides.In(startup.File, conflict));

        // The ids that a renamed startup had before its last one stay, even where the new file no longer names them.
        var was = (await plan.Read.ListFormerIdsAsync(Kinds.Startup, recorded?.Id ?? startup.Id)).ToHashSet(StringComparer.Ordinal);
        if (renamed is not null)
            _ = was.Add(renamed.Id);
        var formerIds = was.Except(
            renamed is null ? old?.FormerIds ?? [] : []).Union(startup.FormerIds).Where(id => id != startup.Id).ToHashSet();

        var changes = recorded is null || renamed is not null || last?.Origin != origin.Code
            || !phases.IsEmpty || !committees.IsEmpty || !formerIds.SetEquals(was) || !FieldMerge.Same(recorded.Facts, facts);
        if (changes || before is { Withdrawal: not null })
            plan.Imported++;
        else
            plan.Unchanged++;
        if (changes)
        {
            facts = facts with { Source = SourceOf(startup.Id) };
            var words = SearchedWords.Of(facts.Name, facts.Pitch, facts.Description);
            plan.Write(tx => WriteAsync(tx, startup, facts, phases, committees, formerIds, words));
        }

        plan.KeepSource(Kinds.Startup, startup.Id, startup.File, text, startup.Provenance);
    }

    private async Task<RecordedStartup?> FindRenamedAsync(
        ParsedStartup startup, Dictionary<string, LastSource> sources, IReadOnlySet<string> present)
    {
        foreach (var id in startup.FormerIds.Where(id => !present.Contains(id) && sources.ContainsKey(id)))
            if (await plan.Read.FindRecordedAsync(id, Knowledge.Now) is { } recorded)
                return recorded;
        return null;
    }

    private async Task WriteAsync(
        Tx tx,
        ParsedStartup startup,
        StartupFacts facts,
        PhaseMerge phases,
        CommitteeMerge committees,
        HashSet<string> formerIds,
        SearchedWords words)
    {
        var id = startup.Id;
        var before = await tx.FindRecordedAsync(id, Knowledge.Now);
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
            await tx.CloseCommitteeAsync(sequence, id, committee.Id);
        foreach (var held in committees.Added)
        {
            var committeeId = Ids.Of("committee", id, held.HeldOn.Text(), held.Note ?? "");
            if (!isNew && await tx.IsCommitteeIdTakenAsync(committeeId))
                committeeId = Ids.New(tx.Now);
            await tx.AddCommitteeAsync(sequence, id, new(committeeId, held.HeldOn, null, null, held.Note, tx.Now));
        }

        await tx.SaveFormerIdsAsync(sequence, Kinds.Startup, id, formerIds);
        await tx.SaveStartupAsync(sequence, id, before, facts, words);
    }

    private StartupSource? SourceOf(string id) => origin.Name is not { } name ? null : new(
        name, string.Format(CultureInfo.InvariantCulture, origin.UrlFormat, Uri.EscapeDataString(id)), origin.On ?? plan.Read.Today);

    // Dated facts without persons.
    private static StartupFacts Shown(StartupFacts facts) => facts with { Contact = null, Description = null, Source = null };

    private static SourcePhase AsSource(ParsedPhase phase) => new(phase.Phase.Code, phase.StartsOn, phase.RecordedEnd, phase.Reason);

    private static string SourceText(ParsedStartup startup) =>
        JsonText.Of(new Source(startup.Facts, [.. startup.Phases.Select(AsSource)], startup.Committees, startup.FormerIds));

    /// <summary>What the source said of a startup, as it is stored.</summary>
    private sealed record Source(
        StartupFacts Facts, IReadOnlyList<SourcePhase> Phases, IReadOnlyList<ParsedCommittee> Committees, IReadOnlyList<string> FormerIds);
}
