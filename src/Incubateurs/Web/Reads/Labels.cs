using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Words;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Reads;

/// <summary>What the headers of a read say of it: its validators, whose data it is, where the next page is.</summary>
internal sealed record Labels(Validator Validator, string Rest, StringValues ETag, StringValues LastModified, StringValues Link)
{
    private static readonly StringValues Anonymous = "no-cache";
    private static readonly StringValues Private = "private, no-store";

    /// <summary>The licence of the data, on every answer that shows some (RFC 4946).</summary>
    private static readonly StringValues License = "<https://www.etalab.gouv.fr/licence-ouverte-open-licence>; rel=\"license\"";

    /// <summary>For an answer to this request that shows a version of the data.</summary>
    /// <param name="version">Of the thing itself, where it has one.</param>
    /// <param name="next">Where the next page is.</param>
    public static Labels Of(HttpContext http, Areas shown, Versions seen, long? version = null, string? next = null)
    {
        var later = Times.ShowsLater(http.Asked(), http.Now(), seen);
        var validator = Validator.Of(seen, shown, http.Today(), http.Language(), http.Caller(), later);
        return new(
            validator,
            validator.Rest(),
            validator.Tag(version),
            LastModifiedOf(seen, validator.Day, http.Now()),
            next is null ? License : new([License.ToString(), $"<{next}>; rel=\"next\""]));
    }

    /// <summary>Writes the labels; an answer to somebody who is known is nobody else's.</summary>
    public void Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = Validator.Caller == Caller.Anonymous ? Anonymous : Private;
        headers.ETag = ETag;
        headers.LastModified = LastModified;
        headers.Link = Link;
    }

    /// <summary>
    /// Labels the answer, and makes it a 304 where the client has it already: the one place that does so (RFC 9110 §13.1.2).
    /// </summary>
    /// <param name="exists">Whether the thing is known to exist, which <c>If-None-Match: *</c> asks.</param>
    public bool TryNotModified(HttpContext http, bool exists)
    {
        if (http.Request.Headers.IfNoneMatch is not { Count: > 0 } asked)
            return false;

        var match = Validator.Match(asked.ToString(), Rest);
        if (match is null && !(exists && asked is ["*"]))
            return false;

        // Before the thing is read its version is only in the tag that the client has.
        Write(http);
        if (!exists)
            http.Response.Headers.ETag = match;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    // Statuses and durations move at midnight, whatever was written. Nothing was modified later than now, whatever a wrong clock
    // has recorded (RFC 9110 §8.8.2.1).
    private static string LastModifiedOf(Versions versions, DateOnly today, DateTimeOffset now)
    {
        var midnight = today.MidnightInParis();
        return HeaderUtilities.FormatDate(versions.ChangedAt > now ? now : versions.ChangedAt > midnight ? versions.ChangedAt : midnight);
    }
}
