using Incubateurs.Storage;

namespace Incubateurs.Web.Writes;

/// <summary>Records who wrote, in the write's own transaction. Access does so with its log; without one nothing is recorded.</summary>
internal interface IWriteWitness
{
    /// <summary>Notes a write of an agent and how it is answered.</summary>
    Task NoteAsync(HttpContext http, int status, Tx tx);

    /// <summary>The transaction of the write did not come to its end.</summary>
    void Undo(HttpContext http);
}
