using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Incubateurs.Tests.Fuzzing;

/// <summary>Sends bytes as they are, which no client of a library would, and reads one answer.</summary>
internal sealed class RawClient(Uri server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TcpClient? connection;
    private BufferedStream? stream;

    /// <summary>The answer; null where the server hung up without one.</summary>
    public async Task<HttpResponseMessage?> SendAsync(byte[] request, bool isHead)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var attempt = 0; ; attempt++)
            try
            {
                if (connection is null)
                {
                    connection = new() { NoDelay = true };
                    await connection.ConnectAsync(server.Host, server.Port, patience.Token);
                    stream = new(connection.GetStream());
                }

                await connection.GetStream().WriteAsync(request, patience.Token);
                return await ReadAsync(stream!, isHead, patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Nobody answered within {Patience}: {Encoding.Latin1.GetString(request)}");
            }
            catch (IOException) when (attempt == 0)
            {
                // The connection before was closed with its answer.
                Close();
            }
            catch (IOException)
            {
                Close();
                return null;
            }
    }

    public void Dispose() => Close();

    private void Close()
    {
        stream?.Dispose();
        connection?.Dispose();
        (stream, connection) = (null, null);
    }

    private async Task<HttpResponseMessage> ReadAsync(Stream from, bool isHead, CancellationToken cancellation)
    {
        var status = (await LineAsync(from, cancellation)).Split(' ');
        var response = new HttpResponseMessage((HttpStatusCode)int.Parse(status[1], CultureInfo.InvariantCulture));
        List<(string Name, string Value)> headers = [];
        for (string line; (line = await LineAsync(from, cancellation)).Length > 0;)
            headers.Add((line.Split(':', 2)[0], line.Split(':', 2)[1].Trim()));
        string? Header(string name) => headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

        // 100 Continue is no answer.
        if (response.StatusCode == HttpStatusCode.Continue)
            return await ReadAsync(from, isHead, cancellation);

        // A stream never ends: who has its head hangs up.
        byte[] body = [];
        var isStream = Header("Content-Type") == "text/event-stream";
        if (isHead || isStream || response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
            body = [];
        else if (Header("Transfer-Encoding") == "chunked")
            for (int length; (length = int.Parse(await LineAsync(from, cancellation), NumberStyles.HexNumber, CultureInfo.InvariantCulture)) >= 0;)
            {
                body = [.. body, .. await BytesAsync(from, length, cancellation)];
                _ = await LineAsync(from, cancellation);
                if (length == 0)
                    break;
            }
        else
            body = await BytesAsync(from, int.Parse(Header("Content-Length") ?? "0", CultureInfo.InvariantCulture), cancellation);

        response.Content = new ByteArrayContent(body.Length == 0 ? body : await PlainAsync(body, Header("Content-Encoding"), cancellation));
        foreach (var (name, value) in headers)
            if (!response.Headers.TryAddWithoutValidation(name, value))
                _ = response.Content.Headers.TryAddWithoutValidation(name, value);
        if (isStream || Header("Connection") == "close")
            Close();
        return response;
    }

    private static async Task<byte[]> PlainAsync(byte[] body, string? encoding, CancellationToken cancellation)
    {
        using var packed = new MemoryStream(body);
        await using Stream unpacked = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        using var plain = new MemoryStream();
        await unpacked.CopyToAsync(plain, cancellation);
        return plain.ToArray();
    }

    private static async Task<byte[]> BytesAsync(Stream from, int length, CancellationToken cancellation)
    {
        var bytes = new byte[length];
        await from.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    private static async Task<string> LineAsync(Stream from, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            if (await from.ReadAsync(one, cancellation) == 0)
                throw new IOException("The server hung up.");
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            _ = line.Append((char)one[0]);
        }
    }
}
