using Incubateurs.Administrations;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubators;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>
/// What becomes of incubators and administrations whose file is gone: they leave the lists once nothing that lives names them, which
/// only shows when all else is written. A renamed incubator, or what came from the embedded portfolio, is closed then.
/// </summary>
internal sealed class GoneReferences(ImportPlan plan)
{
    public async Task RunAsync(ParsedPortfolio portfolio)
    {
        // Nothing of a folder that could not be opened is known to be gone.
        if (!portfolio.IsUnread(ContentFolder.Incubators))
            foreach (var gone in await GoneAsync(Kinds.Incubator, portfolio.PresentIn(ContentFolder.Incubators)))
            {
                var heir = portfolio.Incubators.FirstOrDefault(incubator => incubator.FormerIds.Contains(gone.Id));
                plan.Write(tx => LeaveIncubatorAsync(tx, gone, heir));
            }

        if (!portfolio.IsUnread(ContentFolder.Organisations))
            foreach (var gone in await GoneAsync(Kinds.Administration, portfolio.PresentIn(ContentFolder.Organisations)))
                plan.Write(tx => LeaveAdministrationAsync(tx, gone));
    }

    private async Task LeaveIncubatorAsync(Tx tx, LastSource gone, ParsedIncubator? heir)
    {
        if (await tx.IsIncubatorNamedAsync(gone.Id))
            Keep(gone, "something names it");
        else if (heir is not null || await IsOnlyEmbeddedAsync(tx, Kinds.Incubator, gone))
        {
            var type = heir is null ? "incubator.removed" : "incubator.renamed";
            var sequence = await tx.AppendAsync(Areas.Portfolio, type, Kinds.Incubator, gone.Id, new { into = heir?.Id });
            await tx.SaveFormerIdsAsync(sequence, Kinds.Incubator, gone.Id, []);
            _ = await tx.EndWithdrawalAsync(sequence, Kinds.Incubator, gone.Id);
            await tx.CloseIncubatorAsync(sequence, gone.Id);
            await tx.RemoveSourceAsync(Kinds.Incubator, gone.Id);
            if (heir is not null)
                plan.Report(AnomalyClasses.Renamed.In(heir.File, $"{gone.Id} is now {heir.Id}"));
        }
        else
            await WithdrawAsync(tx, Kinds.Incubator, gone);
    }

    private async Task LeaveAdministrationAsync(Tx tx, LastSource gone)
    {
        if (await tx.IsAdministrationNamedAsync(gone.Id))
            Keep(gone, "something names it");
        else if (await IsOnlyEmbeddedAsync(tx, Kinds.Administration, gone))
        {
            var sequence = await tx.AppendAsync(Areas.Portfolio, "administration.removed", Kinds.Administration, gone.Id, new { });
            await tx.CloseAdministrationAsync(sequence, gone.Id);
            await tx.RemoveSourceAsync(Kinds.Administration, gone.Id);
        }
        else
            await WithdrawAsync(tx, Kinds.Administration, gone);
    }

    private async Task WithdrawAsync(Tx tx, string kind, LastSource gone)
    {
        if (await tx.IsUnlistedAsync(kind, gone.Id))
            return;

        var since = await tx.LastImportOfAsync(kind, gone);
        if (await tx.IsWrittenToAsync(kind, gone.Id, since))
        {
            Keep(gone, "an agent has written to it");
            if (gone.GoneAfter is null)
                await tx.NoteGoneAsync(kind, gone.Id, since);
            return;
        }

        var sequence = await tx.AppendAsync(Areas.Portfolio, $"{kind}.withdrawn", kind, gone.Id, new { });
        await tx.SaveWithdrawalAsync(
            sequence, kind, new(gone.Id, WithdrawalCause.Source, tx.Now, Reason: null, MergedInto: null, sequence, Reported: true));
        plan.Report(AnomalyClasses.Withdrawn.In(gone.File, gone.Id));
    }

    private void Keep(LastSource gone, string why) => plan.Report(AnomalyClasses.FileGone.In(gone.File, $"{gone.Id} is kept: {why}"));

    private async Task<IReadOnlyList<LastSource>> GoneAsync(string kind, IReadOnlySet<string> present) =>
        [
            .. (await plan.Read.ListSourcesAsync(kind)).Values.Where(source => !present.Contains(source.Id))
                .OrderBy(source => source.Id, StringComparer.Ordinal),
        ];

    private static async Task<bool> IsOnlyEmbeddedAsync(Tx tx, string kind, LastSource gone) =>
        gone.Origin == Origin.Embedded.Code && !await tx.IsWrittenToAsync(kind, gone.Id);
}
