using System.Diagnostics;
using Microsoft.Extensions.Primitives;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// The id of a request, which is ours: what brings an answer, a row of the access log and a line of the log together is nobody's to
/// choose. The trace of a caller (<c>traceparent</c>, W3C Trace Context) is told beside it.
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
        var id = ActivityTraceId.CreateRandom().ToHexString();
        headers[Header] = id;
        return id;
    }

    /// <summary>The trace that the caller is in; the id of the request where it names none.</summary>
    public static string TraceId(this HttpContext http) =>
        http.Request.Headers.TryGetValue(Parent, out StringValues parent) && ActivityContext.TryParse(parent, null, out var context)
            ? context.TraceId.ToHexString()
            : http.RequestId();
}
