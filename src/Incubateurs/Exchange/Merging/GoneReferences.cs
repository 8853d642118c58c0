using Incubateurs.Administrations;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubators;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>
/// What becomes of incubators and administrations whose file is gone: kept and reported; but a renamed incubator, or what
/// came from the embedded portfolio, is closed once nothing names it.
/// </summary>
internal sealed class GoneReferences(Tx tx, List<Anomaly> anomalies)
{
    public async Task IncubatorsAsync(ParsedPortfolio portfolio)
    {
        foreach (var gone in await GoneAsync(Kinds.Incubator, portfolio.PresentIn(ContentFolder.Incubators)))
        {
            var heir = portfolio.Incubators.FirstOrDefault(incubator => incubator.FormerIds.Contains(gone.Id));
            if ((heir is null && !await IsOnlyEmbeddedAsync(Kinds.Incubator, gone))
                || await tx.IsIncubatorNamedAsync(gone.Id))
            {
                Keep(gone);
                continue;
            }

            var type = heir is null ? "incubator.removed" : "incubator.renamed";
            var sequence = await tx.AppendAsync(Areas.Portfolio, type, Kinds.Incubator, gone.Id, new { into = heir?.Id });
            await tx.SaveFormerIdsAsync(sequence, Kinds.Incubator, gone.Id, []);
            await tx.CloseIncubatorAsync(sequence, gone.Id);
            await tx.RemoveSourceAsync(Kinds.Incubator, gone.Id);
            if (heir is not null)
                anomalies.Add(AnomalyClasses.Renamed.In(heir.File, $"{gone.Id} is now {heir.Id}"));
        }
    }

    public async Task AdministrationsAsync(ParsedPortfolio portfolio)
    {
        foreach (var gone in await GoneAsync(Kinds.Administration, portfolio.PresentIn(ContentFolder.Organisations)))
        {
            if (!await IsOnlyEmbeddedAsync(Kinds.Administration, gone)
                || await tx.IsAdministrationNamedAsync(gone.Id))
            {
                Keep(gone);
                continue;
            }

            var sequence = await tx.AppendAsync(Areas.Portfolio, "administration.removed", Kinds.Administration, gone.Id, new { });
            await tx.CloseAdministrationAsync(sequence, gone.Id);
            await tx.RemoveSourceAsync(Kinds.Administration, gone.Id);
        }
    }

    private void Keep(LastSource gone) => anomalies.Add(AnomalyClasses.FileGone.In(gone.File, $"{gone.Id} is kept"));

    private async Task<IReadOnlyList<LastSource>> GoneAsync(string kind, IReadOnlySet<string> present) =>
        [
            .. (await tx.ListSourcesAsync(kind)).Values.Where(source => !present.Contains(source.Id))
                .OrderBy(source => source.Id, StringComparer.Ordinal),
        ];

    private async Task<bool> IsOnlyEmbeddedAsync(string kind, LastSource gone) =>
        gone.Origin == Origin.Embedded.Code && !await tx.IsWrittenToAsync(kind, gone.Id);
}
