using Incubateurs.Storage;

namespace Incubateurs.Web.Writes;

/// <summary>Makes for whom an agent wrote, where that was unknown. Access does so; without it nobody is made.</summary>
internal interface IWriteAuthors
{
    /// <summary>In the transaction of a write, when that is done and before it is answered.</summary>
    Task AddAsync(HttpContext http, Tx tx);
}
