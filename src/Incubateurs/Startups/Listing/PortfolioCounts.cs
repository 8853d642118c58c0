using Incubateurs.Storage;
using Incubateurs.Web.Reads;

namespace Incubateurs.Startups.Listing;

/// <summary>What <c>/status</c> says of the portfolio.</summary>
internal static class PortfolioCounts
{
    public static async Task<PortfolioState> ReadAsync(Tx tx) => new(
        await tx.CountStartupsAsync(new StartupQuery { Day = tx.Today, Canonical = "" }, Knowledge.Now),
        tx.Versions.Sequence == 0 ? null : tx.Versions.ChangedAt);
}
