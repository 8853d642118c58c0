using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Embedded;

/// <summary>
/// The small portfolio inside the executable: real startups as facts. It is served where there is no startup yet, and an import
/// counts it as what the source said before.
/// </summary>
internal static class EmbeddedPortfolio
{
    /// <summary>Loads it where no startup was ever registered or imported; keys of agents may have been made before.</summary>
    public static async Task LoadAsync(Database database, CancellationToken cancellation)
    {
        if (await database.ReadAsync(tx => tx.HasHadStartupsAsync(), cancellation))
            return;

        var portfolio = PortfolioReader.Read(EmbeddedFiles.In(EmbeddedFiles.Portfolio), database.Today);
        _ = await database.WriteAsync(
            Actor.System,
            // Another process may have been faster.
            async tx =>
            {
                if (await tx.HasHadStartupsAsync())
                    return false;

                _ = await Import.RunAsync(tx, portfolio, Origin.Embedded);
                return true;
            },
            cancellation);
    }
}
