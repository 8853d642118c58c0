using Incubateurs.Exchange.Embedded;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Export;

/// <summary>What an export wrote.</summary>
/// <param name="Otherwise">Files that say something else than is recorded, each with the members.</param>
internal sealed record ExportResult(int Startups, int Administrations, int Incubators, IReadOnlyList<string> Otherwise);

/// <summary>
/// Writes what stands in the lists as a checkout, all as of one change, in pages: no transaction is long, and the portfolio is never held
/// in memory. Each page is read back as an import would read it, and what it would read otherwise is told.
/// </summary>
internal static class ContentExport
{
    private const int PageSize = 200;

    /// <returns>Null where there is no startup: such a folder could not be imported.</returns>
    public static async Task<ExportResult?> RunAsync(Database database, Action<ContentFile> write, CancellationToken cancellation)
    {
        var (sequence, administrations, incubators) = await database.ReadAsync(
            async tx => (tx.Sequence, await tx.ListExportedAdministrationsAsync(), await tx.ListExportedIncubatorsAsync()), cancellation);
        List<ContentFile> references = [.. administrations.Select(FicheWriting.Of), .. incubators.Select(FicheWriting.Of)];
        List<ContentFile> vocabularies =
        [
            .. EmbeddedFiles.In(EmbeddedFiles.Portfolio).Where(file => file.Folder is ContentFolder.Phases or ContentFolder.Events),
        ];
        var events = new SortedSet<string>(StringComparer.Ordinal);
        var (startups, after) = (0, "");
        List<string> otherwise = [];
        while (true)
        {
            var from = after;
            var page = await database.ReadAsync(
                tx => tx.ListExportedStartupsAsync(tx.Sequence == sequence ? Knowledge.Now : new(sequence), from, PageSize), cancellation);
            if (startups == 0 && page.Count == 0)
                return null;

            List<ContentFile> files = [.. page.Select(FicheWriting.Of)];
            var read = PortfolioReader.Read([.. vocabularies, .. references, .. files], database.Today);
            if (startups == 0)
                otherwise.AddRange([.. Rereading.Otherwise(administrations, read), .. Rereading.Otherwise(incubators, read)]);
            otherwise.AddRange(Rereading.Otherwise(page, read));
            foreach (var file in files)
                write(file);
            events.UnionWith(page.SelectMany(startup => startup.Facts.Events).Select(happened => happened.Name).Where(SourceIds.IsUsable));
            startups += page.Count;
            if (page.Count < PageSize)
                break;
            after = page[^1].Id;
        }

        events.ExceptWith(vocabularies.Where(file => file.Folder == ContentFolder.Events).Select(file => file.Stem));
        foreach (var file in vocabularies.Concat(references).Concat(events.Select(FicheWriting.OfEvent)))
            write(file);
        return new(startups, administrations.Count, incubators.Count, otherwise);
    }
}
