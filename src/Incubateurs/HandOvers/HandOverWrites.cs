using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>Changes of hand-overs that touch more than themselves.</summary>
internal static class HandOverWrites
{
    // Lists of startups are filtered by the status of a hand-over, and tables show it with its model.
    private static readonly HashSet<string> ToldOfStartups =
        ["handOver.described", "host.retained", "handOver.reopened", "handOver.cancelled"];

    /// <summary>Writes the next version of a hand-over with its change; the history of the startup shows it.</summary>
    public static async Task<RecordedHandOver> ChangeHandOverAsync(
        this Tx tx, RecordedHandOver handOver, string type, string? reason, object after)
    {
        var changed = handOver with { Version = handOver.Version + 1 };
        var sequence = await tx.AppendAsync(
            ToldOfStartups.Contains(type) ? Areas.Portfolio | Areas.HandOvers : Areas.HandOvers,
            type,
            Kinds.Startup,
            handOver.StartupId,
            new { reason, handOver = handOver.Id, after });
        await tx.SaveHandOverAsync(sequence, changed);
        return changed;
    }

    /// <summary>Writes a phase that a hand-over brings; it carries the hand-over.</summary>
    public static async Task AddPhaseOfAsync(
        this Tx tx, long sequence, RecordedHandOver handOver, Phase phase, DateOnly startsOn, string? fixedId = null)
    {
        var startup = (await tx.FindRecordedAsync(handOver.StartupId, Knowledge.Now))!;
        foreach (var planned in await tx.ListPhasesAsync(startup.Id, Knowledge.Now))
            if (planned.Phase == phase && (planned.StartsOn > tx.Today || planned.StartsOn == startsOn))
                await tx.ClosePhaseAsync(sequence, planned.Id);
        await tx.AddPhaseAsync(
            sequence,
            startup.Id,
            new(fixedId ?? Ids.New(tx.Now), phase, startsOn, RecordedEnd: null, Reason: null, tx.Now) { HandOverId = handOver.Id });
        _ = await tx.SaveStartupAsync(sequence, startup.Id, startup, startup.Facts);
        tx.Touch(sequence, Kinds.Startup, startup.Id, type: "phase.added");
    }

    /// <summary>Makes a version of a startup that says something else of itself, such as another host.</summary>
    public static async Task TouchStartupAsync(this Tx tx, long sequence, string id)
    {
        var startup = (await tx.FindRecordedAsync(id, Knowledge.Now))!;
        _ = await tx.SaveStartupAsync(sequence, id, startup, startup.Facts);
    }
}
