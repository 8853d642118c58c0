using System.Diagnostics;
using Microsoft.Extensions.Primitives;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// The id of a request: the trace id of its <c>traceparent</c> (W3C Trace Context), else a fresh one of the same form,
/// so that an answer, a problem and a line of the log can be brought together.
/// </summary>
internal static class RequestIds
{
    private const string Header = "Request-Id";
    private const string Parent = "traceparent";

    /// <summary>The id, made once and kept in the header of the answer.</summary>
    public static string RequestId(this HttpContext http)
    {
        var headers = http.Response.Headers;
        return headers.TryGetValue(Header, out var known) && known is [{ } id] ? id : Set(http, headers);
    }

    public static string Set(HttpContext http, IHeaderDictionary headers)
    {
        var id = (Activity.Current?.TraceId ?? FromParent(http.Request.Headers) ?? ActivityTraceId.CreateRandom()).ToHexString();
        headers[Header] = id;
        return id;
    }

    private static ActivityTraceId? FromParent(IHeaderDictionary headers) =>
        headers.TryGetValue(Parent, out StringValues parent) && ActivityContext.TryParse(parent, null, out var context)
            ? context.TraceId
            : null;
}
