using System.Text;
using System.Text.Json;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Words;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Reads;

/// <summary>A thing with a version of its own, which leads its <c>ETag</c>.</summary>
public interface IVersioned
{
    /// <summary>From 1; null where an answer leaves it out.</summary>
    int? Version { get; }
}

/// <summary>
/// Validators of reads (RFC 9110 §8.8): a matching <c>If-None-Match</c> is answered 304 before any query but the reading
/// of the data version, and bodies of anonymous reads are kept for as long as nothing that they show has changed.
/// </summary>
internal static class ConditionalReads
{
    private static readonly StringValues Anonymous = "no-cache";
    private static readonly StringValues Private = "private, no-store";
    private static readonly StringValues JsonType = "application/json; charset=utf-8";
    private static readonly StringValues SvgType = SvgPicture.MediaType + "; charset=utf-8";

    /// <summary>Pictures style themselves and load nothing.</summary>
    private static readonly StringValues SvgPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    /// <summary>Before routing: the whole answer of a read that was asked before in the same words.</summary>
    public static IApplicationBuilder UseKeptBodies(this IApplicationBuilder app)
    {
        var cache = app.ApplicationServices.GetRequiredService<BodyCache>();
        var database = app.ApplicationServices.GetRequiredService<Database>();
        return app.Use(next => http => Kept(http, cache, database) is { } kept ? SendAsync(http, kept) : next(http));
    }

    /// <summary>
    /// Marks a read as showing areas of the data; its handler runs only when the client's copy is stale.
    /// The filter stands behind those that check the parameters.
    /// </summary>
    public static RouteHandlerBuilder ShowsAreas(this RouteHandlerBuilder route, Areas areas)
    {
        var shows = new Shows(areas);
        return route.WithMetadata(shows).AddEndpointFilter((context, next) => AnswerAsync(context, next, shows));
    }

    /// <summary>The headers of an answer that is streamed: its validators, for the version of the data that it shows.</summary>
    public static void Label(this HttpContext http, Versions seen)
    {
        var shown = http.GetEndpoint()?.Metadata.GetMetadata<Shows>()?.Areas ?? Areas.All;
        var today = http.Today();
        var caller = http.Caller();
        SetCacheControl(http, caller);
        http.Response.Headers.ETag = Validator.Of(seen, shown, today, http.Language(), caller).Tag(null);
        http.Response.Headers.LastModified = LastModified(seen, today);
        http.Response.Headers.Link = License;
    }

    private static CachedBody? Kept(HttpContext http, BodyCache cache, Database database)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) || http.Request.Headers.Authorization.Count > 0)
            return null;

        var key = Key(http);
        return cache.Find(key) is { } kept
            && kept.Validator == Validator.Of(database.Versions(), kept.Shown, database.Today, key.Language, Caller.Anonymous)
            ? kept
            : null;
    }

    private static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, Shows shows)
    {
        var http = context.HttpContext;
        var database = http.RequestServices.GetRequiredService<Database>();
        var caller = http.Caller();
        var versions = database.Versions();
        var validator = Validator.Of(versions, shows.Areas, http.Today(), http.Language(), caller);
        if (Matching(http, validator.Rest()) is { } tag)
        {
            SetCacheControl(http, caller);
            http.Response.Headers.ETag = tag;
            http.Response.Headers.LastModified = LastModified(versions, validator.Day);
            http.Response.Headers.Link = License;
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var result = await next(context);
        var answer = result is INestedHttpResult nested ? nested.Result : result;
        if (answer is not (IValueHttpResult { Value: { } value } and IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK }))
            return result;

        var reading = http.Features.Get<Reading>();
        var seen = reading?.Seen ?? database.Versions();
        validator = Validator.Of(seen, shows.Areas, validator.Day, http.Language(), caller);
        SetCacheControl(http, caller);
        var body = Body(http, value, validator, shows.Areas, seen, reading?.Next);
        if (caller == Caller.Anonymous)
            http.RequestServices.GetRequiredService<BodyCache>().Keep(Key(http), body);
        await SendAsync(http, body);
        return Results.Empty;
    }

    private static CachedBody Body(HttpContext http, object value, Validator validator, Areas shown, Versions seen, string? next)
    {
        var picture = value as SvgPicture;
        ReadOnlyMemory<byte> bytes = picture is not null
            ? Encoding.UTF8.GetBytes(picture.Text)
            : JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Json.Options);
        var encoding = Encodings.Negotiate(http.Request);
        bytes = Encodings.Compress(bytes, ref encoding);
        return new(
            validator,
            shown,
            validator.Rest(),
            validator.Tag((value as IVersioned)?.Version),
            LastModified(seen, validator.Day),
            next is null ? License : new([License.ToString(), $"<{next}>; rel=\"next\""]),
            encoding,
            bytes,
            picture is not null ? SvgType : JsonType);
    }

    private static Task SendAsync(HttpContext http, CachedBody body)
    {
        var headers = http.Response.Headers;
        headers.ETag = body.ETag;
        headers.LastModified = body.LastModified;
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = Anonymous;
        headers.Link = body.Link;
        if (Matching(http, body.Rest) is not null || IsAny(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        headers.ContentType = body.ContentType;
        if (body.ContentType == SvgType)
            headers.ContentSecurityPolicy = SvgPolicy;
        headers.ContentLength = body.Body.Length;
        if (body.ContentEncoding.ToString().Length > 0)
            headers.ContentEncoding = body.ContentEncoding;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : Compression.AsItIs(http).WriteAsync(body.Body).AsTask();
    }

    /// <summary>The licence of the data, on every answer that shows some (RFC 4946).</summary>
    private static readonly StringValues License = "<https://www.etalab.gouv.fr/licence-ouverte-open-licence>; rel=\"license\"";

    private static string? Matching(HttpContext http, string rest) =>
        http.Request.Headers.IfNoneMatch is { Count: > 0 } header ? Validator.Match(header.ToString(), rest) : null;

    // The thing exists: it has just been read, or is kept.
    private static bool IsAny(HttpRequest request) => request.Headers.IfNoneMatch is ["*"];

    private static void SetCacheControl(HttpContext http, Caller caller) =>
        http.Response.Headers.CacheControl = caller == Caller.Anonymous ? Anonymous : Private;

    private static BodyKey Key(HttpContext http) =>
        new(http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget, http.Language(), Encodings.Negotiate(http.Request));

    // Statuses and durations move at midnight, whatever was written.
    private static string LastModified(Versions versions, DateOnly today)
    {
        var midnight = today.MidnightInParis();
        return HeaderUtilities.FormatDate(versions.ChangedAt > midnight ? versions.ChangedAt : midnight);
    }
}
