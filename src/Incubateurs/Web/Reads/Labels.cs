using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Words;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Reads;

/// <summary>What the headers of a read say of it: its validators, whose data it is, where the next page is.</summary>
internal sealed record Labels(
    Areas Shown,
    Validator Validator,
    string Rest,
    StringValues ETag,
    DateTimeOffset ModifiedAt,
    StringValues LastModified,
    StringValues Link,
    bool IsInLanguage,
    Deprecation? Deprecation)
{
    private static readonly StringValues Anonymous = "no-cache";
    private static readonly StringValues Private = "private, no-store";

    /// <summary>The licence of the data, on every answer that shows some (RFC 4946).</summary>
    private static readonly StringValues License = "<https://www.etalab.gouv.fr/licence-ouverte-open-licence>; rel=\"license\"";

    // What is shown, and how, is also of the build.
    private static readonly DateTimeOffset BuiltAt = File.GetLastWriteTimeUtc(Environment.ProcessPath!);

    /// <summary>For an answer to this request that shows a version of the data.</summary>
    /// <param name="version">Of the thing itself, where it has one.</param>
    /// <param name="next">Where the next page is.</param>
    /// <param name="isSpecimen">Whether it shows the specimen, where the address does not tell.</param>
    public static async ValueTask<Labels> OfAsync(
        HttpContext http, Shows shown, Versions seen, long? version = null, string? next = null, bool isSpecimen = false)
    {
        var areas = isSpecimen || Shows.IsSpecimen(http) ? shown.Areas | Areas.Specimen : shown.Areas;
        var later = Times.ShowsLater(http.Asked(), http.Now(), seen);
        var frozen = shown.IsFrozen(http);
        var validator = Validator.Of(seen, areas, frozen, http.Today(), http.LanguageOfAnswer(), http.Caller(), later);
        var moves = shown.MovesOf(http);
        var moved = await http.RequestServices.GetRequiredService<LastMoves>().OfAsync(moves, seen, http.Today());
        var rest = validator.Rest(http.Address(), moved);
        var modifiedAt = ModifiedAtOf(seen, areas, frozen ? http.Asked() : null, moved, http);
        return new(
            areas,
            validator,
            rest,
            validator.Tag(version, rest),
            modifiedAt,
            HeaderUtilities.FormatDate(modifiedAt),
            next is null ? License : new([License.ToString(), $"<{next}>; rel=\"next\""]),
            http.IsInLanguageAskedFor(),
            http.Deprecation());
    }

    /// <summary>Writes the labels; an answer to somebody who is known is nobody else's.</summary>
    public void Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = Validator.Caller == Caller.Anonymous ? Anonymous : Private;
        headers.ETag = ETag;
        headers.LastModified = LastModified;
        headers.Link = Link;
        if (IsInLanguage)
            headers.ContentLanguage = Validator.Language.Code();

        // A kept answer is given before anybody knows of whose operation it is.
        Deprecation?.Tell(http);
    }

    /// <summary>
    /// Labels the answer, and makes it a 304 where the client has it already: the one place that does so (RFC 9110 §13.1).
    /// </summary>
    /// <param name="exists">Whether the thing is known to exist, which <c>If-None-Match: *</c> and an instant ask.</param>
    public bool TryNotModified(HttpContext http, bool exists)
    {
        if (http.Request.Headers.IfNoneMatch is { Count: > 0 } asked)
        {
            var match = Validator.Match(asked.ToString(), Rest);
            if (match is null && !(exists && asked is ["*"]))
                return false;

            // Before the thing is read its version is only in the tag that the client has.
            Write(http);
            if (!exists)
                http.Response.Headers.ETag = match;
        }
        else if (exists && IsUnmodifiedSince(http))
        {
            Write(http);
        }
        else
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    // Within the second of the last change another one may follow, which its date would not tell (RFC 9110 §8.8.2.2).
    private bool IsUnmodifiedSince(HttpContext http) =>
        http.Request.Headers.IfModifiedSince is [{ } since]
        && HeaderUtilities.TryParseDate(since, out var date)
        && Second(ModifiedAt) <= date && Second(ModifiedAt).AddSeconds(1) <= http.Now();

    private static DateTimeOffset Second(DateTimeOffset instant) =>
        new(instant.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, default);

    // Nothing was modified later than now, whatever a wrong clock has recorded (RFC 9110 §8.8.2.1).
    private static DateTimeOffset ModifiedAtOf(Versions seen, Areas shown, DateTimeOffset? frozenAt, DateOnly? moved, HttpContext http)
    {
        var (now, last) = (http.Now(), frozenAt ?? seen.LastChange(http.Caller() == Caller.Anonymous ? shown : shown | Areas.Agents));
        if (frozenAt is not null && seen.Removals.At > last)
            last = seen.Removals.At;
        if (moved?.MidnightInParis() is { } midnight && midnight > last)
            last = midnight;
        if (BuiltAt > last && BuiltAt <= now)
            last = BuiltAt;
        return last > now ? now : last;
    }
}
