using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Http;
using Incubateurs.Storage;

namespace Incubateurs.Access;

/// <summary>An access by an agent.</summary>
/// <param name="Route">The pattern that answered, such as <c>/v1/startups/{id}</c>; empty where none did.</param>
/// <param name="Resource">The path that was asked for, without its query, which may hold anything.</param>
internal sealed record AccessEntry(
    DateTimeOffset At, string Agent, string AdministrationId, string Method, string Route, string Resource, int Status, string RequestId)
{
    private const int LongestResource = 500;

    public static AccessEntry Of(HttpContext http, AgentIdentity agent, int status, DateTimeOffset now)
    {
        var path = http.Request.Path.Value ?? "";
        return new(
            now,
            agent.Agent,
            agent.AdministrationId,
            http.Request.Method,
            (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "",
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

    public static string Of(string before, long id, AccessEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var field in (ReadOnlySpan<string>)[
            before,
            id.ToString(CultureInfo.InvariantCulture),
            entry.At.Text(),
            entry.Agent,
            entry.AdministrationId,
            entry.Method,
            entry.Route,
            entry.Resource,
            entry.Status.ToString(CultureInfo.InvariantCulture),
            entry.RequestId])
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
