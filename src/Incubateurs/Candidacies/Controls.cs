using Incubateurs.HandOvers;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Candidacies;

/// <summary>The control ex post of the retained candidate, by an agent or by the public register.</summary>
internal static class Controls
{
    /// <summary>Records a control and what follows from it; false for anyone who is not retained.</summary>
    public static async Task<bool> ControlAsync(this Tx tx, RecordedCandidacy candidacy, Control control)
    {
        if (candidacy.Status != CandidacyStatus.Retained
            || await tx.FindHandOverAsync(candidacy.HandOverId, Knowledge.Now) is not { } handOver)
            return false;

        await tx.AddControlAsync(candidacy.Id, control);
        _ = await tx.RemovePendingControlAsync(candidacy.Id);

        // Agents alone see it in the history: beside a reopening, or its absence, it would tell the verdict.
        _ = await tx.AppendAsync(Areas.HandOvers, "handOver.controlled", Kinds.Startup, handOver.StartupId, new { handOver = handOver.Id });
        if (control.Verdict == ControlVerdict.NotConfirmed && handOver.Status == HandOverStatus.HostRetained)
        {
            await tx.SetCandidacyAsync(candidacy.Id, CandidacyStatus.Refused);
            _ = await tx.ReopenAsync(handOver);
        }

        return true;
    }

    /// <summary>The retained candidate is no longer the host: the others may be retained again.</summary>
    public static async Task<RecordedHandOver> ReopenAsync(this Tx tx, RecordedHandOver handOver)
    {
        await tx.MoveCandidaciesAsync(handOver.Id, CandidacyStatus.NotRetained, CandidacyStatus.Submitted);
        return await tx.ChangeHandOverAsync(
            handOver with
            {
                Status = HandOverStatus.Open,
                HostId = null,
                CandidacyId = null,
                Details = handOver.Details with { CoHosts = [] },
            },
            "handOver.reopened",
            null,
            new { status = HandOverStatus.Open.Code() });
    }
}
