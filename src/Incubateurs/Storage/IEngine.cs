using System.Data.Common;

namespace Incubateurs.Storage;

/// <summary>
/// The seam: all in which one database engine differs from another one, for one database. Everything else, every store
/// included, is written once, in the SQL that engines share.
/// </summary>
/// <remarks>
/// What an engine must give besides: texts compare by code points, <c>long</c>, <c>double</c> and text are stored as they
/// are, a name has underscores and no case, and of parallel writes one is done after the other.
/// </remarks>
internal interface IEngine
{
    /// <summary>What people call the place of the data, such as the path of a file.</summary>
    string Place { get; }

    /// <summary>The index of words.</summary>
    ISearch Search { get; }

    /// <summary>How long a write waits for its turn, behind others of this process and of other ones together.</summary>
    TimeSpan Patience { get; }

    /// <summary>Whether the database is there; who opens one that is not makes it.</summary>
    bool Exists();

    /// <summary>An empty database of the same kind, for as long as it is not disposed of.</summary>
    PassingDatabase MakePassing();

    /// <summary>
    /// Makes the database where nothing is, or brings one of an earlier build to what this build reads and writes. What holds
    /// somebody else's data is refused, and left as it is.
    /// </summary>
    /// <returns>Whether the database was made.</returns>
    bool Migrate();

    /// <summary>A connection that is used by one transaction after the other, and never by two at once.</summary>
    /// <param name="readOnly">Its transactions read, and never wait for one that writes; else they write, one at a time.</param>
    IConnection Open(bool readOnly);

    /// <summary>Watches the versions of the data.</summary>
    IWatch Watch();

    /// <summary>What is wrong with what is stored; nothing in a sound database.</summary>
    /// <param name="quick">Only whether everything can be read, which takes far less time.</param>
    Task<IReadOnlyList<string>> ListFaultsAsync(Tx tx, bool quick = false);

    /// <summary>
    /// Copies the database, as it is at one moment, into a new file for its owner alone, beside whoever reads and writes, and checks
    /// the copy. What is there already is left as it is.
    /// </summary>
    /// <returns>What is wrong with the copy, of which nothing is kept then; nothing of a sound one.</returns>
    /// <exception cref="IOException">Something is there already, or nothing can be made there.</exception>
    IReadOnlyList<string> Copy(string file);

    /// <summary>What an exception of the engine means.</summary>
    StorageException Fault(DbException exception);
}

/// <summary>
/// A connection that holds one transaction after the other. What fails is told as a <see cref="StorageException"/>, but on
/// <see cref="Db"/>, whose faults are the engine's own: <see cref="Tx"/> translates them.
/// </summary>
internal interface IConnection : IDisposable
{
    /// <summary>What statements run on. It keeps what it has prepared, by their texts.</summary>
    DbConnection Db { get; }

    /// <summary>
    /// Begins a transaction, and reads the version of the data that it sees. A write waits for its turn here, and is told that another
    /// process is busy when its patience is over.
    /// </summary>
    ValueTask<Versions> BeginAsync(TimeSpan patience, CancellationToken cancellation);

    /// <summary>When it is done, what was written is on disk.</summary>
    ValueTask CommitAsync();

    ValueTask RollbackAsync();

    /// <summary>
    /// Empties the engine's own log of what it holds of the data that was deleted; false when that must be tried again,
    /// because somebody still reads from it. Outside of any transaction, on a connection that writes.
    /// </summary>
    ValueTask<bool> WipeLogAsync();
}

/// <summary>Knows the version of the data at any moment, for a price that every request can pay.</summary>
internal interface IWatch : IDisposable
{
    /// <summary>The version as committed by whichever process. By any thread, and without waiting for a write.</summary>
    Versions Versions();
}

/// <summary>An empty database that goes when it is disposed of, once nobody has it open.</summary>
internal sealed class PassingDatabase(IEngine engine, Action remove) : IDisposable
{
    public IEngine Engine { get; } = engine;

    public void Dispose() => remove();
}
