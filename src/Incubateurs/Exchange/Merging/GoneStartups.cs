using Incubateurs.Exchange.Reading;
using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Reviews;
using Incubateurs.Startups;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>What becomes of startups whose file is gone: renamed, merged into another one, kept, or removed.</summary>
internal sealed class GoneStartups(Tx tx, List<Anomaly> anomalies)
{
    /// <param name="heir">The startup that names its id in <c>redirect_from</c>.</param>
    public async Task SettleAsync(LastSource gone, ParsedStartup? heir)
    {
        if (heir is null && (gone.Origin != Origin.Embedded.Code || await tx.IsWrittenToAsync(Kinds.Startup, gone.Id)))
        {
            anomalies.Add(AnomalyClasses.FileGone.In(gone.File, $"{gone.Id} is kept"));
            return;
        }

        // A renamed one was closed when its heir took over.
        if (await tx.FindRecordedAsync(gone.Id, Knowledge.Now) is not null)
            if (heir is null)
            {
                await CloseAsync("startup.removed", gone.Id, null);
                anomalies.Add(AnomalyClasses.EmbeddedRemoved.In(gone.File, gone.Id));
            }
            else
            {
                await AddFormerIdsAsync(await CloseAsync("startup.merged", gone.Id, heir.Id), heir.Id);
                anomalies.Add(AnomalyClasses.Renamed.In(heir.File, $"{gone.Id} is now {heir.Id}"));
            }

        await tx.RemoveSourceAsync(Kinds.Startup, gone.Id);
    }

    /// <summary>What was recorded under the old id goes on under the new one; the past keeps the old.</summary>
    public async Task InheritAsync(string from, string to)
    {
        if (await tx.FindRecordedAsync(from, Knowledge.Now) is not { } recorded)
            return;

        var phases = await tx.ListPhasesAsync(from, Knowledge.Now);
        var committees = await tx.ListCommitteesAsync(from, Knowledge.Now);
        var benefits = await tx.ListBenefitsAsync(from, Knowledge.Now);
        var handOvers = await tx.ListHandOversOfAsync(from, Knowledge.Now);
        var former = await CloseAsync("startup.renamed", from, to);
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
        await tx.SaveFormerIdsAsync(sequence, Kinds.Startup, to, [.. former.FormerIds.Append(from).Where(id => id != to)]);
        await tx.SaveStartupAsync(sequence, to, recorded, recorded.Facts);
    }

    private async Task<(long Sequence, IReadOnlyList<string> FormerIds)> CloseAsync(string type, string id, string? into)
    {
        var sequence = await tx.AppendAsync(Areas.Portfolio, type, Kinds.Startup, id, new { into });
        var formerIds = await tx.ListFormerIdsAsync(Kinds.Startup, id);
        await tx.SaveFormerIdsAsync(sequence, Kinds.Startup, id, []);
        await tx.CloseStartupAsync(sequence, id);
        return (sequence, formerIds);
    }

    private async Task AddFormerIdsAsync((long Sequence, IReadOnlyList<string> FormerIds) closed, string to)
    {
        var formerIds = (await tx.ListFormerIdsAsync(Kinds.Startup, to)).Union(closed.FormerIds).Where(id => id != to);
        await tx.SaveFormerIdsAsync(closed.Sequence, Kinds.Startup, to, [.. formerIds]);
    }
}
