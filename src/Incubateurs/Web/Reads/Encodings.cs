using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Reads;

/// <summary>Compression of bodies that are kept: done once, sent often.</summary>
internal static class Encodings
{
    public const string Identity = "";
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    // Below, the frame of a packet is larger than what is saved.
    private const int LeastBytes = 860;

    /// <summary>The encoding that a client accepts best; Brotli before gzip where it does not care.</summary>
    public static string Negotiate(HttpRequest request)
    {
        var header = request.Headers.AcceptEncoding;
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var accepted))
            return Identity;

        var brotli = Quality(accepted, Brotli);
        var gzip = Quality(accepted, Gzip);
        return brotli > 0 && brotli >= gzip ? Brotli : gzip > 0 ? Gzip : Identity;
    }

    public static ReadOnlyMemory<byte> Compress(
        ReadOnlyMemory<byte> body, ref string encoding, CompressionLevel level = CompressionLevel.Fastest)
    {
        if (encoding.Length == 0 || body.Length < LeastBytes)
        {
            encoding = Identity;
            return body;
        }

        using var compressed = new MemoryStream(body.Length / 3);
        using (Stream stream = encoding == Brotli
            ? new BrotliStream(compressed, level)
            : new GZipStream(compressed, level))
            stream.Write(body.Span);
        return compressed.ToArray();
    }

    private static double Quality(IList<StringWithQualityHeaderValue> accepted, string encoding)
    {
        double? any = null;
        foreach (var value in accepted)
        {
            if (value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase))
                return value.Quality ?? 1;
            if (value.Value == "*")
                any = value.Quality ?? 1;
        }

        return any ?? 0;
    }
}
