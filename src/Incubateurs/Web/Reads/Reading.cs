using Incubateurs.Storage;
using Incubateurs.Web.Queries;

namespace Incubateurs.Web.Reads;

/// <summary>
/// A read on behalf of a request. It notes the version of the data that the read saw, which labels the body:
/// another one may have been committed since the request came.
/// </summary>
internal sealed class Reading(HttpContext http, Database database)
{
    /// <summary>What the last read saw.</summary>
    public Versions? Seen { get; private set; }

    public DateOnly Today => http.Today();

    /// <summary>Where the next page is, for the header <c>Link</c>.</summary>
    public string? Next { get; set; }

    public Task<T> ReadAsync<T>(Func<Tx, Task<T>> read) => database.ReadAsync(
        tx =>
        {
            Seen = tx.Versions;
            return read(tx);
        },
        http.RequestAborted);

    public static ValueTask<Reading> BindAsync(HttpContext http)
    {
        var reading = new Reading(http, http.RequestServices.GetRequiredService<Database>());
        http.Features.Set(reading);
        return ValueTask.FromResult(reading);
    }
}
