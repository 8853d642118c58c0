using System.Runtime.CompilerServices;
using Incubateurs.Storage;

namespace Incubateurs.Web.Reads;

/// <summary>
/// All of a list, read a few hundred at a time in short transactions, all as of the first one's sequence: memory stays constant,
/// and a slow client keeps no transaction open.
/// </summary>
/// <param name="read">Reads so many after a cursor.</param>
internal sealed class Export<T>(
    Database database, DateOnly day, DateTimeOffset? knownAt, Func<Tx, Knowledge, Cursor?, int, Task<Slice<T>>> read)
{
    private const int Chunk = 200;

    private long? sequence;

    /// <summary>The day that it is about, by which the file is named.</summary>
    public DateOnly Day { get; } = day;

    /// <summary>The version of the data that the export shows; known once the first chunk is read.</summary>
    public Versions? Seen { get; private set; }

    /// <summary>Reads the first chunk, so that a failure is still an answer and the headers can be right.</summary>
    public async Task<IAsyncEnumerable<T>> BeginAsync(CancellationToken cancellation) =>
        RestAsync(await ChunkAsync(null, cancellation), CancellationToken.None);

    private async IAsyncEnumerable<T> RestAsync(Slice<T> slice, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var item in slice.Items)
                yield return item;
            if (slice.Last is not var (key, id))
                yield break;

            // The engine works in the thread of its caller: others who wait for one come first.
            await Task.Yield();
            slice = await ChunkAsync(new(key, id, Day, "", slice.Total), cancellation);
        }
    }

    private Task<Slice<T>> ChunkAsync(Cursor? after, CancellationToken cancellation) => database.ReadAsync(
        async tx =>
        {
            Seen ??= tx.Versions;
            sequence ??= knownAt is { } instant ? await tx.SequenceAtAsync(instant) : tx.Sequence;

            // As long as nobody has written since, the present is the same thing and faster.
            return await read(
                tx, knownAt is null && tx.Sequence == sequence ? Knowledge.Now : new Knowledge(sequence), after, Chunk);
        },
        cancellation);
}
