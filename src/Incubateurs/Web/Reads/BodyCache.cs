using Incubateurs.Storage;
using Incubateurs.Words;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;

namespace Incubateurs.Web.Reads;

/// <summary>An answer as it is sent again while its validator holds.</summary>
/// <param name="KnownAt">The instant that was asked for.</param>
internal sealed record KeptBody(
    Labels Labels,
    Areas Shown,
    DateTimeOffset? KnownAt,
    StringValues ContentType,
    StringValues ContentEncoding,
    StringValues ContentSecurityPolicy,
    ReadOnlyMemory<byte> Body);

/// <summary>
/// Bodies of anonymous reads, bounded in bytes. The address is taken as it was sent: two spellings of one query are
/// two entries, which costs memory and never a wrong answer.
/// </summary>
internal sealed class BodyCache : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    // The largest files, of the static API, are of about 5 MB.
    private const long MostBytesOfOne = MostBytes / 4;

    // Keys, headers and bookkeeping of an entry.
    private const int Overhead = 1024;

    private readonly MemoryCache bodies = new(new MemoryCacheOptions { SizeLimit = MostBytes, CompactionPercentage = 0.2 });

    public KeptBody? Find(in BodyKey key) => bodies.TryGetValue(key, out KeptBody? body) ? body : null;

    public void Keep(in BodyKey key, KeptBody body)
    {
        if (body.Body.Length > MostBytesOfOne)
            return;

        using var entry = bodies.CreateEntry(key);
        entry.Value = body;
        entry.Size = body.Body.Length + (2 * key.Target.Length) + Overhead;
    }

    public void Dispose() => bodies.Dispose();
}

/// <summary>What a kept body is found by.</summary>
/// <param name="Prefix">Its addresses begin with it, whether it was sent or not.</param>
internal readonly record struct BodyKey(string Target, string Prefix, Language Language, string Encoding);
