using Incubateurs.Exchange.Reading;
using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Reviews;
using Incubateurs.Startups;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>What becomes of startups whose file is gone: renamed, merged into another one, withdrawn, kept, or removed.</summary>
internal sealed class GoneStartups(ImportPlan plan)
{
    /// <param name="gone">The sources whose file is gone, by id.</param>
    /// <param name="sources">Those that no other startup has inherited from.</param>
    /// <param name="registered">The startups that come from files of new ids.</param>
    public async Task SettleAsync(
        IReadOnlyList<LastSource> gone,
        IReadOnlyDictionary<string, LastSource> sources,
        IReadOnlyList<ParsedStartup> startups,
        IReadOnlyList<(string Id, string Name, string File)> registered)
    {
        foreach (var source in gone)
            if (!sources.ContainsKey(source.Id) || await plan.Read.FindRecordedAsync(source.Id, Knowledge.Now) is not { } startup)
                // Renamed, now or by an earlier import.
                plan.Write(tx => tx.RemoveSourceAsync(Kinds.Startup, source.Id));
            else if (startups.FirstOrDefault(other => other.FormerIds.Contains(source.Id)) is { } heir)
                Merge(startup, heir);
            else if (startup.Withdrawal is null)
                await LeaveAsync(source, startup, registered);
    }

    /// <summary>What was recorded under the old id goes on under the new one; the past keeps the old.</summary>
    public static async Task InheritAsync(Tx tx, string from, string to)
    {
        var recorded = (await tx.FindRecordedAsync(from, Knowledge.Now))!;
        var phases = await tx.ListPhasesAsync(from, Knowledge.Now);
        var committees = await tx.ListCommitteesAsync(from, Knowledge.Now);
        var benefits = await tx.ListBenefitsAsync(from, Knowledge.Now);
        var handOvers = await tx.ListHandOversOfAsync(from, Knowledge.Now);
        var closed = await tx.AppendAsync(Areas.Portfolio, "startup.renamed", Kinds.Startup, from, new { into = to });
        var formerIds = await tx.ListFormerIdsAsync(Kinds.Startup, from);
        await tx.SaveFormerIdsAsync(closed, Kinds.Startup, from, []);
        _ = await tx.EndWithdrawalAsync(closed, Kinds.Startup, from);
        await tx.CloseStartupAsync(closed, from);

        var sequence = await tx.AppendAsync(
            Areas.Portfolio, "startup.renamed", Kinds.Startup, to, new { before = new { id = from }, after = new { id = to } });
        await tx.KnowStartupAsync(to);
        foreach (var phase in phases)
            await tx.AddPhaseAsync(sequence, to, phase);
        foreach (var committee in committees)
            await tx.AddCommitteeAsync(sequence, to, committee);
        foreach (var benefit in benefits)
            await tx.AddBenefitAsync(sequence, to, benefit);
        await tx.InheritHandOversAsync(sequence, handOvers, to);
        await tx.InheritVoicesAsync(from, to);
        await tx.SaveFormerIdsAsync(sequence, Kinds.Startup, to, [.. formerIds.Append(from).Where(id => id != to)]);
        await tx.SaveStartupAsync(sequence, to, recorded, recorded.Facts);
        if (recorded.Withdrawal is { Cause: WithdrawalCause.Agent } withdrawal)
            await tx.WithdrawAsync(
                (await tx.FindRecordedAsync(to, Knowledge.Now))!, withdrawal.Cause, withdrawal.Reason, withdrawal.MergedInto);
    }

    // Both were there, and the file of one says that it is the other, too.
    private void Merge(RecordedStartup startup, ParsedStartup heir)
    {
        if (startup.Withdrawal is { } already && (already.Cause == WithdrawalCause.Agent || already.MergedInto == heir.Id))
            return;

        plan.Report(AnomalyClasses.Renamed.In(heir.File, $"{startup.Id} is now {heir.Id}"));
        plan.Write(tx => tx.WithdrawAsync(startup, WithdrawalCause.Source, into: heir.Id));
    }

    private async Task LeaveAsync(
        LastSource source, RecordedStartup startup, IReadOnlyList<(string Id, string Name, string File)> registered)
    {
        // Nobody has ever imported what is embedded.
        var isEmbedded = source.Origin == Origin.Embedded.Code;
        var since = isEmbedded ? 0 : await plan.Read.LastImportOfAsync(Kinds.Startup, source);
        if (await plan.Read.IsWrittenToAsync(Kinds.Startup, source.Id, since))
        {
            plan.Report(AnomalyClasses.FileGone.In(source.File, $"{source.Id} is kept: an agent has written to it"));
            if (source.GoneAfter is null)
                plan.Write(tx => tx.NoteGoneAsync(Kinds.Startup, source.Id, since));
            return;
        }

        if (isEmbedded)
        {
            plan.Report(AnomalyClasses.EmbeddedRemoved.In(source.File, source.Id));
            plan.Write(tx => RemoveAsync(tx, source.Id));
            return;
        }

        plan.Withdrawn++;
        plan.Report(AnomalyClasses.Withdrawn.In(source.File, source.Id));
        plan.Write(tx => tx.WithdrawAsync(startup, WithdrawalCause.Source));
        foreach (var other in registered.Where(other => SimilarNames.Are(startup.Facts.Name, other.Name)))
            plan.Report(AnomalyClasses.ProbableRename.In(
                other.File, $"{other.Id} ({other.Name}) may be what was {source.Id} ({startup.Facts.Name})"));
    }

    // Of a source that was none, but the executable.
    private static async Task RemoveAsync(Tx tx, string id)
    {
        var sequence = await tx.AppendAsync(Areas.Portfolio, "startup.removed", Kinds.Startup, id, new { });
        await tx.SaveFormerIdsAsync(sequence, Kinds.Startup, id, []);
        await tx.CloseStartupAsync(sequence, id);
        await tx.RemoveSourceAsync(Kinds.Startup, id);
    }
}
