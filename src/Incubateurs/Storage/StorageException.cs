using System.Data.Common;

namespace Incubateurs.Storage;

/// <summary>What a fault of the database means to whoever asked, whatever the engine calls it.</summary>
internal enum StorageFault
{
    /// <summary>None of those below: a statement that is wrong, a file that cannot be opened.</summary>
    Other,

    /// <summary>Somebody else writes; it will be done in a moment.</summary>
    Busy,

    /// <summary>A disk that is full, failing or read only: nothing was written.</summary>
    CannotStore,

    /// <summary>What is stored cannot be read as what was written.</summary>
    Corrupt,
}

#pragma warning disable CA1032 // It carries what it means; only an engine knows that.
/// <summary>
/// What fails in the storage, in place of the engine's own exception and with its message, so that nobody above need know
/// which engine that is.
/// </summary>
internal sealed class StorageException : Exception
{
    public StorageException(StorageFault fault, DbException inner)
        : base(inner.Message, inner) => Fault = fault;

    /// <summary>What no engine has said.</summary>
    public StorageException(StorageFault fault, string message)
        : base(message) => Fault = fault;

    public StorageFault Fault { get; }
}
#pragma warning restore CA1032
