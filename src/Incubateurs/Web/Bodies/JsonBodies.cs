using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Web.Problems;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Bodies;

/// <summary>A body as it was sent: sound, of the shape that its endpoint takes, and without the nulls that say nothing.</summary>
/// <param name="Sent">The bytes.</param>
internal sealed record JsonBody(JsonObject Members, ReadOnlyMemory<byte> Sent);

/// <summary>
/// The one door for bodies: media type, size, JSON, text and shape are looked at here, before anything binds a member. What the
/// framework's own reading makes of a legal media type may be an exception, and a body of more than 30 kB a file.
/// </summary>
internal static class JsonBodies
{
    public const int LargestBytes = 1024 * 1024;

    private const int FirstBytes = 16 * 1024;

    private static readonly Refusal Absent = Refusal.Of(ProblemTypes.InvalidRequest, new(
        "Le corps attendu est absent, incomplet ou vide.", "The expected body is absent, incomplete or empty."));

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Json.Deepest };

    /// <summary>Behind routing and authentication.</summary>
    public static void UseJsonBodies(this IApplicationBuilder app) => app.Use(next => http =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } type } accepted
            ? ReadAsync(http, accepted, type, next)
            : next(http));

    private static async Task ReadAsync(HttpContext http, IAcceptsMetadata accepted, Type type, RequestDelegate next)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            await Absent.ExecuteAsync(http);
            return;
        }

        if (!IsReadable(http.Request, accepted.ContentTypes))
        {
            await Refusal.Of(ProblemTypes.UnsupportedMediaType).ExecuteAsync(http);
            return;
        }

        using var sent = new MemoryStream(FirstBytes);
        if (!await TryCopyAsync(http.Request.Body, sent, http.RequestAborted))
        {
            await Refusal.Of(ProblemTypes.BodyTooLarge).ExecuteAsync(http);
            return;
        }

        var bytes = WithoutMark(sent.GetBuffer().AsMemory(0, (int)sent.Length));
        var refusal = Read(http, bytes, type, out var members);
        if (refusal is not null)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        http.Features.Set(new JsonBody(members, sent.GetBuffer().AsMemory(0, (int)sent.Length)));
        http.Request.Body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(members, Json.Options));
        http.Request.ContentType = "application/json";
        http.Request.ContentLength = http.Request.Body.Length;
        await next(http);
    }

    private static Refusal? Read(HttpContext http, ReadOnlyMemory<byte> bytes, Type type, out JsonObject members)
    {
        members = [];
        if (bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return Absent;

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes, Strict);
        }
        catch (JsonException)
        {
            return BadRequests.Unreadable(JsonPlaces.FirstUnreadable(bytes.Span, Json.Deepest));
        }

        using (document)
        {
            var (shape, isPatch) = MergePatch.TypeOf(type) is { } patched ? (patched, true) : (type, false);
            var reading = new JsonShape(isPatch, JsonShape.ReadOnlyMembers(http.GetEndpoint()!, shape));
            var read = reading.Read(document.RootElement, shape);
            if (reading.Errors.Count > 0)
                return BadRequestProblem.Of(reading.Errors);
            members = (JsonObject)read!;
            return null;
        }
    }

    /// <summary>Copies a body; false where it is larger than any may be.</summary>
    public static async Task<bool> TryCopyAsync(Stream from, MemoryStream to, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cancellation)) > 0)
            {
                if (to.Length + read > LargestBytes)
                    return false;
                to.Write(buffer.AsSpan(0, read));
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;

    /// <summary>Whether a body is of one of the types, in UTF-8 and not compressed.</summary>
    public static bool IsReadable(HttpRequest request, IReadOnlyList<string> named) =>
        request.Headers.ContentEncoding is [] or ["identity"]
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && named.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset).ToString()));

    // "utf8" is no registered name, and a common one.
    private static bool IsUtf8(string charset) =>
        charset.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant()
            is "UTF8" or "CSUTF8";
}
