using System.IO.Compression;
using Incubateurs.Storage;
using Microsoft.Extensions.Primitives;

namespace Incubateurs.Web.Reads;

/// <summary>
/// Files that are large, and that many ask for again and again: built once for each version of the data, one at a time, while whoever
/// else wants it waits. Then they are kept as any body is.
/// </summary>
internal sealed class KeptFiles(Database database) : IDisposable
{
    private readonly SemaphoreSlim building = new(1, 1);

    public void Dispose() => building.Dispose();

    /// <param name="write">Writes the file as a transaction sees the data.</param>
    public async Task<KeptAnswer> AnswerAsync(HttpContext http, StringValues contentType, Func<Tx, Stream, Task> write)
    {
        await building.WaitAsync(http.RequestAborted);
        try
        {
            if (KeptBodies.Find(http) is { } kept)
                return new(kept);

            // Also for whoever waits: it is built to its end, though the one who asked first may have gone.
            using var file = new MemoryStream();
            var seen = await database.ReadAsync(
                async tx =>
                {
                    await write(tx, file);
                    return tx.Versions;
                },
                CancellationToken.None);
            var encoding = Encodings.Negotiate(http.Request);

            // Of a body as large as this, what is saved each time is worth what it takes once.
            var bytes = Encodings.Compress(file.GetBuffer().AsMemory(0, (int)file.Length), ref encoding, CompressionLevel.Optimal);

            // What is kept is no longer than it is.
            if (encoding.Length == 0)
                bytes = file.ToArray();
            var labels = await Labels.OfAsync(http, Shows.Of(http), seen);
            var body = new KeptBody(labels, labels.Shown, KnownAt: null, contentType, encoding, default, bytes);
            KeptBodies.Keep(http, body);
            return new(body);
        }
        finally
        {
            _ = building.Release();
        }
    }
}

/// <summary>200 with a body that is kept, or 304.</summary>
internal sealed class KeptAnswer(KeptBody body) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    public Task ExecuteAsync(HttpContext httpContext) => KeptBodies.SendAsync(httpContext, body);
}
