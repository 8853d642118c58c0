using System.IO.Pipelines;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Features;

namespace Incubateurs.Web.Reads;

/// <summary>
/// Bodies of anonymous reads are kept for as long as nothing that they show has changed; whoever asks in the same words gets
/// the same bytes.
/// </summary>
internal static class KeptBodies
{
    /// <summary>Before routing: the whole answer of a read that was asked before.</summary>
    public static void UseKeptBodies(this IApplicationBuilder app)
    {
        var cache = app.ApplicationServices.GetRequiredService<BodyCache>();
        var database = app.ApplicationServices.GetRequiredService<Database>();
        _ = app.Use(next => http => Find(http, cache, database) is { } kept ? SendAsync(http, kept) : next(http));
    }

    /// <summary>Keeps the body where anybody may have it.</summary>
    public static void Keep(HttpContext http, KeptBody body)
    {
        if (body.Labels.Validator.Caller == Caller.Anonymous)
            http.RequestServices.GetRequiredService<BodyCache>().Keep(Key(http), body);
    }

    /// <summary>Sends a whole body, or says that the client has it. The thing exists: it has just been read, or is kept.</summary>
    public static Task SendAsync(HttpContext http, KeptBody body)
    {
        if (body.Labels.TryNotModified(http, exists: true))
            return Task.CompletedTask;

        body.Labels.Write(http);
        var headers = http.Response.Headers;
        headers.ContentType = body.ContentType;
        if (body.ContentSecurityPolicy.Count > 0)
            headers.ContentSecurityPolicy = body.ContentSecurityPolicy;
        headers.ContentLength = body.Body.Length;
        if (body.ContentEncoding.ToString().Length > 0)
            headers.ContentEncoding = body.ContentEncoding;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask
            : body.Body.Length <= StreamedAnswer.BlockBytes ? Compression.AsItIs(http).WriteAsync(body.Body).AsTask()
            : WriteBlocksAsync(Compression.AsItIs(http), body.Body, http.RequestAborted);
    }

    // What is written at once is buffered at once, for each client that does not read.
    private static async Task WriteBlocksAsync(PipeWriter writer, ReadOnlyMemory<byte> body, CancellationToken aborted)
    {
        for (var rest = body; !rest.IsEmpty;)
        {
            var block = rest[..Math.Min(rest.Length, StreamedAnswer.BlockBytes)];
            if ((await writer.WriteAsync(block, aborted)).IsCompleted)
                return;
            rest = rest[block.Length..];
        }
    }

    /// <summary>The body that answers a request, where it is kept and nothing that it shows has changed.</summary>
    public static KeptBody? Find(HttpContext http) =>
        Find(http, http.RequestServices.GetRequiredService<BodyCache>(), http.RequestServices.GetRequiredService<Database>());

    private static KeptBody? Find(HttpContext http, BodyCache cache, Database database)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)
            || http.Request.Headers.Authorization.Count > 0)
            return null;

        var key = Key(http);
        if (cache.Find(key) is not { } kept || !Accepts(http.Request, kept))
            return null;

        var (versions, now) = (database.Versions(), database.Now);
        var later = Times.ShowsLater(kept.KnownAt, now, versions);
        return kept.Labels.Validator == Validator.Of(
            versions, kept.Shown, kept.Labels.Validator.Removals is not null, now.DayInParis(), key.Language, Caller.Anonymous, later)
            && !Times.IsYetToCome(kept.KnownAt, now, versions)
            ? kept
            : null;
    }

    private static bool Accepts(HttpRequest request, KeptBody kept) =>
        request.IsOfFile() || AcceptedTypes.Accepts(request, kept.ContentType.ToString());

    // Of a file, what clients put into the query makes no second one.
    private static BodyKey Key(HttpContext http) => new(
        http.Request.IsOfFile() ? http.Request.Path.Value! : http.Features.Get<IHttpRequestFeature>()!.RawTarget,
        http.At(""),
        http.LanguageOfAnswer(),
        Encodings.Negotiate(http.Request));
}
