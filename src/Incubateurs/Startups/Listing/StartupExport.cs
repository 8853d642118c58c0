using System.Runtime.CompilerServices;
using Incubateurs.Storage;

namespace Incubateurs.Startups.Listing;

/// <summary>
/// All startups that match, read a few hundred at a time in short transactions, all as of the first one's sequence:
/// memory stays constant, and a slow client keeps no transaction open.
/// </summary>
/// <param name="isTable">Hand-overs and SIRET numbers stand beside the startups.</param>
internal sealed class StartupExport(Database database, StartupQuery query, ReferenceCache cache, bool isTable)
{
    private const int Chunk = 200;

    private long? sequence;
    private IReadOnlyDictionary<string, string>? sirets;

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

            // The engine works in the thread of its caller: others who wait for one come first.
            await Task.Yield();
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
            var next = rows.Count < Chunk ? null : new Cursor(StartupListStore.SortKey(query, rows[^1]), rows[^1].Id, query.Day, "", 0);
            return new Rows(await ShownAsync(tx, await tx.SummariesAsync(query, knowledge, cache, rows), knowledge), next);
        },
        cancellation);

    private async Task<IReadOnlyList<StartupSummary>> ShownAsync(Tx tx, IReadOnlyList<StartupSummary> startups, Knowledge knowledge)
    {
        if (query.Fields is { } fields && StartupFields.Details.Any(fields.Contains))
            startups = await tx.WithDetailsAsync(startups, query, knowledge);
        if (!isTable)
            return startups;

        sirets ??= await tx.SiretsAsync(knowledge);
        var handOvers = await tx.HandOversOfAsync([.. startups.Select(startup => startup.Id)], knowledge);
        return
        [
            .. startups.Select(startup => (startup as ExportedStartup ?? new(startup)) with
            {
                HandOver = handOvers.GetValueOrDefault(startup.Id),
                Sirets = sirets,
            }),
        ];
    }

    private sealed record Rows(IReadOnlyList<StartupSummary> Startups, Cursor? Next);
}
