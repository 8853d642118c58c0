using Incubateurs.Administrations;
using Incubateurs.Storage;
using Incubateurs.Web.Reads;

namespace Incubateurs.Startups.Listing;

/// <summary>All startups that match, as an export shows them.</summary>
internal static class StartupExport
{
    /// <param name="show">A startup as a line or as a row.</param>
    /// <param name="isTable">Hand-overs and numbers of administrations stand beside the startups.</param>
    public static Export<T> Of<T>(
        Database database, StartupQuery query, ReferenceCache cache, Func<StartupSummary, T> show, bool isTable)
    {
        IReadOnlyDictionary<string, AdministrationNumbers>? numbers = null;
        return new(database, query.Day, query.KnownAt, async (tx, knowledge, after, most) =>
        {
            var (rows, _) = await tx.ListStartupsAsync(query, knowledge, after, most + 1);
            var slice = Slice.Of(rows, most, total: 0, row => row, row => (StartupListStore.SortKey(query, row), row.Id));
            var startups = await tx.SummariesAsync(query, knowledge, cache, slice.Items);
            if (query.Fields is { } fields && StartupFields.Details.Any(fields.Contains))
                startups = await tx.WithDetailsAsync(startups, query, knowledge);
            if (isTable)
                startups = await TabledAsync(tx, startups, numbers ??= await tx.ListNumbersAsync(knowledge), knowledge);
            return new([.. startups.Select(show)], slice.Total, slice.Last);
        });
    }

    private static async Task<IReadOnlyList<StartupSummary>> TabledAsync(
        Tx tx, IReadOnlyList<StartupSummary> startups, IReadOnlyDictionary<string, AdministrationNumbers> numbers, Knowledge knowledge)
    {
        var handOvers = await tx.HandOversOfAsync([.. startups.Select(startup => startup.Id)], knowledge);
        return
        [
            .. startups.Select(startup => (startup as ExportedStartup ?? new(startup)) with
            {
                HandOver = handOvers.GetValueOrDefault(startup.Id),
                Numbers = numbers,
            }),
        ];
    }
}
