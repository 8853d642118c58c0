using System.Runtime.CompilerServices;
using Incubateurs.Storage;

namespace Incubateurs.Startups.Listing;

/// <summary>
/// All startups that match, read a few hundred at a time in short transactions, all as of the first one's sequence:
/// memory stays constant, and a slow client keeps no transaction open.
/// </summary>
internal sealed class StartupExport(Database database, StartupQuery query, ReferenceCache cache)
{
    private const int Chunk = 500;

    private long? sequence;

    /// <summary>The version of the data that the export shows; known once the first chunk is read.</summary>
    public Versions? Seen { get; private set; }

    /// <summary>Reads the first chunk, so that a failure is still an answer and the headers can be right.</summary>
    public async Task<IAsyncEnumerable<StartupSummary>> BeginAsync(CancellationToken cancellation) =>
        RestAsync(await ChunkAsync(null, cancellation), CancellationToken.None);

    private async IAsyncEnumerable<StartupSummary> RestAsync(
        Rows rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var startup in rows.Startups)
                yield return startup;
            if (rows.Next is null)
                yield break;
            rows = await ChunkAsync(rows.Next, cancellation);
        }
    }

    private Task<Rows> ChunkAsync(Cursor? after, CancellationToken cancellation) => database.ReadAsync(
        async tx =>
        {
            Seen ??= tx.Versions;
            sequence ??= query.KnownAt is { } instant ? await tx.SequenceAtAsync(instant) : tx.Sequence;

            // As long as nobody has written since, the present is the same thing and faster.
            var knowledge = query.KnownAt is null && tx.Sequence == sequence ? Knowledge.Now : new Knowledge(sequence);
            var (rows, _) = await tx.ListStartupsAsync(query, knowledge, after, Chunk);
            var startups = await tx.SummariesAsync(query, knowledge, cache, rows);
            var next = rows.Count < Chunk ? null : new Cursor(StartupListStore.SortKey(query, rows[^1]), rows[^1].Id, query.Day, "", 0);
            return new Rows(startups, next);
        },
        cancellation);

    private sealed record Rows(IReadOnlyList<StartupSummary> Startups, Cursor? Next);
}
