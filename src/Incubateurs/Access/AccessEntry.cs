using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>An access by an agent.</summary>
/// <param name="Route">The pattern that answered, such as <c>/v1/startups/{id}</c>; empty where none did.</param>
/// <param name="Resource">The path that was asked for, without its query, which may hold anything.</param>
internal sealed record AccessEntry(
    DateTimeOffset At, string Agent, string AdministrationId, string Method, string Route, string Resource, int Status, string RequestId)
{
    private const int LongestResource = 500;

    // What is no method of HTTP is somebody's text, of any length.
    private const string OtherMethod = "_OTHER";

    private static readonly HashSet<string> Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

    /// <summary>What the seal is over, as the file has it.</summary>
    public IReadOnlyList<string> Sealed() =>
        [At.Text(), Agent, AdministrationId, Method, Route, Resource, Status.ToString(CultureInfo.InvariantCulture), RequestId];

    // A group's own route ends with a slash that no address has.
    private static string RouteOf(HttpContext http) =>
        (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } pattern ? pattern.Length > 1 ? pattern.TrimEnd('/')
            : pattern
            : "";

    public static AccessEntry Of(HttpContext http, AgentIdentity agent, int status, DateTimeOffset now)
    {
        var path = http.Request.Path.Value ?? "";
        return new(
            now,
            agent.Agent,
            agent.AdministrationId,
            Methods.Contains(http.Request.Method) ? http.Request.Method : OtherMethod,
            RouteOf(http),
            path.Length > LongestResource ? path[..LongestResource] : path,
            status,
            http.RequestId());
    }
}

/// <summary>
/// The chain of the log: SHA-256 over the seal before and every field, each with its length, so that no two rows have the
/// same text.
/// </summary>
internal static class AccessSeal
{
    /// <summary>Before the first row.</summary>
    public static readonly string None = new('0', 64);

    /// <param name="row">The fields of the row, in the order of <see cref="AccessEntry.Sealed"/>.</param>
    public static string Of(string before, long id, IReadOnlyList<string> row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var field in (IEnumerable<string>)[before, id.ToString(CultureInfo.InvariantCulture), .. row])
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
