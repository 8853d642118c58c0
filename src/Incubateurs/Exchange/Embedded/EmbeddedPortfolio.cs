using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Embedded;

/// <summary>
/// The small portfolio inside the executable: real startups as facts and one openly fictional. It is served where there
/// is no data at all, and an import counts it as what the source said before.
/// </summary>
internal static class EmbeddedPortfolio
{
    private const string Prefix = "Portfolio/";

    public static IEnumerable<ContentFile> Files()
    {
        var assembly = typeof(EmbeddedPortfolio).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
                continue;

            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return new(name[Prefix.Length..], bytes);
        }
    }

    /// <summary>Loads it into a file in which nothing was ever written; does nothing in any other.</summary>
    public static async Task LoadAsync(Database database, CancellationToken cancellation)
    {
        if (database.Versions().Sequence > 0)
            return;

        var portfolio = PortfolioReader.Read(Files(), database.Today);
        await database.WriteAsync(
            Actor.System,
            // Another process may have been faster.
            async tx =>
            {
                if (tx.Sequence > 0)
                    return false;

                _ = await Import.RunAsync(tx, portfolio, Origin.Embedded);
                await EmbeddedRecords.AddAsync(tx);
                return true;
            },
            cancellation);
    }
}
