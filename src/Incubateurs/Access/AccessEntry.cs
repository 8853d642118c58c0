using Incubateurs.Web.Pipeline;

namespace Incubateurs.Access;

/// <summary>Something that belongs in the log, before it is sealed.</summary>
/// <param name="Agent">E-mail address; null where nobody known acted.</param>
/// <param name="AdministrationId">Null where nobody known acted.</param>
/// <param name="Route">The pattern that answered, such as <c>/v1/startups/{id}</c>; empty where none did.</param>
/// <param name="Resource">The path that was asked for, without its query, which may hold anything.</param>
/// <param name="Covers">What the row vouches for (<see cref="Covered"/>).</param>
internal sealed record AccessEntry(
    DateTimeOffset At,
    string? Agent,
    string? AdministrationId,
    string Method,
    string Route,
    string Resource,
    int Status,
    string RequestId,
    params IReadOnlyList<string> Covers)
{
    /// <summary>The prefix of a key that was not used before on this day; else null.</summary>
    public string? UsedKey { get; init; }

    /// <summary>The method of what is no request.</summary>
    public const string Event = "EVENT";

    private const int LongestResource = 500;

    // What is no method of HTTP is somebody's text, of any length.
    private const string OtherMethod = "_OTHER";

    private static readonly HashSet<string> Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

    /// <summary>A request of an agent, or of a candidate, of whom nothing is kept.</summary>
    public static AccessEntry Of(
        HttpContext http, AgentIdentity? agent, int status, DateTimeOffset now, params IReadOnlyList<string> covers)
    {
        var path = http.Request.Path.Value ?? "";
        return new(
            now,
            agent?.Agent,
            agent?.AdministrationId,
            MethodOf(http),
            RouteOf(http),
            path.Length > LongestResource ? path[..LongestResource] : path,
            status,
            http.RequestId(),
            covers)
        { UsedKey = agent?.UsedKey };
    }

    /// <summary>Credentials that were refused. What a stranger asked for is not published for it: the path may be any text.</summary>
    public static AccessEntry Refused(HttpContext http, int status, DateTimeOffset now) =>
        new(now, null, null, MethodOf(http), RouteOf(http), "", status, http.RequestId());

    /// <summary>Something that was done to the service itself, by its command line or by itself.</summary>
    /// <param name="what">Such as <c>keys create</c>.</param>
    /// <param name="thing">To what it was done.</param>
    public static AccessEntry Done(DateTimeOffset now, string what, string thing, params IReadOnlyList<string> covers) =>
        new(now, null, null, Event, what, thing, StatusCodes.Status200OK, "", covers);

    private static string MethodOf(HttpContext http) => Methods.Contains(http.Request.Method) ? http.Request.Method : OtherMethod;

    // A group's own route ends with a slash that no address has.
    private static string RouteOf(HttpContext http) =>
        (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } pattern ? pattern.Length > 1 ? pattern.TrimEnd('/')
            : pattern
            : "";
}
