using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;

namespace Incubateurs.Web.Reads;

/// <summary>
/// A read on behalf of a request. It notes the version of the data that the read saw, which labels the answer: another one may
/// have been committed since the request came.
/// </summary>
internal sealed class Reading(HttpContext http, Database database)
{
    private Versions? seen;

    public Task<T> ReadAsync<T>(Func<Tx, Task<T>> read) => database.ReadAsync(
        tx =>
        {
            seen = tx.Versions;
            return read(tx);
        },
        http.RequestAborted);

    /// <summary>Reads, and answers what was found.</summary>
    public async Task<Answer<T>> AnswerAsync<T>(Func<Tx, Task<T>> read)
        where T : class => Answer(await ReadAsync(read));

    /// <summary>The answer that shows what was read.</summary>
    public Answer<T> Answer<T>(T value)
        where T : class => new(value, seen);

    /// <summary>The answer that shows what was read, as a picture.</summary>
    public PictureAnswer Picture(string svg) => new(svg, seen);

    /// <summary>An address of ours as the client shall ask for it.</summary>
    public string At(string address) => http.At(address);

    public static ValueTask<Reading> BindAsync(HttpContext http) =>
        ValueTask.FromResult(new Reading(http, http.RequestServices.GetRequiredService<Database>()));
}
