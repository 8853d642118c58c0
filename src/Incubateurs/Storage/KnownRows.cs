namespace Incubateurs.Storage;

/// <summary>
/// What was known at some time between two changes: of many things at many changes, it is read at once and told apart in memory. Of a
/// page of the feed it is hardly more than what the page shows.
/// </summary>
/// <param name="First">The first change.</param>
/// <param name="Last">The last one.</param>
internal readonly record struct KnownBetween(long First, long Last)
{
    /// <summary>The condition on a table of facts; needs <c>@First</c> and <c>@Last</c>.</summary>
    public static string Of(string alias) => $"{alias}.known_from <= @Last AND {alias}.known_to > @First";
}

/// <summary>A row with the changes between which it was known.</summary>
internal interface IKnownRow
{
    /// <summary>The change with which it became known.</summary>
    long KnownFrom { get; }

    /// <summary>The change with which it was superseded.</summary>
    long KnownTo { get; }
}

/// <summary>Rows by the ids of the things that they are of, each known from a change to another one.</summary>
internal sealed class KnownRows<TRow>(IEnumerable<TRow> rows, Func<TRow, string> idOf)
    where TRow : IKnownRow
{
    private readonly ILookup<string, TRow> rows = rows.ToLookup(idOf, StringComparer.Ordinal);

    /// <summary>All of them, whenever they were known.</summary>
    public IEnumerable<TRow> All => rows.SelectMany(same => same);

    /// <summary>Those of a thing that were known as of a change, in their order.</summary>
    public IEnumerable<TRow> At(string id, long known) => rows[id].Where(row => row.KnownFrom <= known && row.KnownTo > known);
}
