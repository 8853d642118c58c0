using Incubateurs.HandOvers;
using Incubateurs.Storage;

namespace Incubateurs.Candidacies;

/// <summary>The control ex post of the retained candidate, by an agent or by the public register.</summary>
internal static class Controls
{
    /// <summary>Records a control and what follows from it; false for anyone who is not retained.</summary>
    public static async Task<bool> ControlAsync(this Tx tx, RecordedCandidacy candidacy, Control control)
    {
        if (candidacy.Status != CandidacyStatus.Retained || await tx.FindHandOverAsync(candidacy.HandOverId, Knowledge.Now) is not { } handOver)
            return false;

        await tx.AddControlAsync(candidacy.Id, control);
        _ = await tx.RemovePendingControlAsync(candidacy.Id);
        if (control.Verdict == ControlVerdict.NotConfirmed && handOver.Status == HandOverStatus.HostRetained)
        {
            await tx.SetCandidacyAsync(candidacy.Id, CandidacyStatus.Refused);
            _ = await tx.ReopenAsync(handOver, "control not confirmed");
            return true;
        }

        _ = await tx.AppendAsync(Areas.HandOvers, "handOver.controlled", "startup", handOver.StartupId, new
        {
            handOver = handOver.Id,
            after = new { verdict = control.Verdict.Code() },
        });
        return true;
    }
}
