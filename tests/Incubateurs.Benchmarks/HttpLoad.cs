using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Incubateurs.Benchmarks;

/// <summary>
/// Load on one server: one thread, some keep-alive connections, one request at a time on each. As lean as it gets in C#,
/// because it shares the cores with the server: what it costs pulls every ratio towards one.
/// </summary>
/// <param name="request">The bytes of the n-th request; n goes on from round to round.</param>
internal sealed class HttpLoad(int port, int expectedStatus, Func<long, ReadOnlyMemory<byte>> request) : IDisposable
{
    private const int Connections = 32;

    private readonly List<Connection> connections = [];
    private long sent;

    /// <summary>Bytes of bodies received so far.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>Answers received so far.</summary>
    public long Answers { get; private set; }

    /// <summary>Sends for a while; gives requests per second. Nothing is under way when it returns.</summary>
    public double Run(TimeSpan duration)
    {
        while (connections.Count < Connections)
            connections.Add(new(port));
        var bySocket = connections.ToDictionary(connection => connection.Socket);
        var before = Answers;
        var clock = Stopwatch.StartNew();
        foreach (var connection in connections)
            connection.Send(request(sent++));

        var open = connections.Count;
        var ready = new List<Socket>(Connections);
        while (open > 0)
        {
            ready.Clear();
            ready.AddRange(bySocket.Keys);
            Socket.Select(ready, null, null, 10_000_000);
            if (ready.Count == 0)
                throw new TimeoutException("No answer in ten seconds.");
            foreach (var socket in ready)
            {
                var connection = bySocket[socket];
                if (!connection.Receive(expectedStatus))
                    continue;

                Answers++;
                BodyBytes += connection.BodyLength;
                if (clock.Elapsed < duration)
                    connection.Send(request(sent++));
                else
                    open--;
            }
        }

        return (Answers - before) / clock.Elapsed.TotalSeconds;
    }

    /// <summary>One request alone: head and body of its answer.</summary>
    public static (string Head, byte[] Body) Fetch(int port, string target, string headers = "")
    {
        using var connection = new Connection(port);
        connection.Send(Request(target, headers));
        while (!connection.Receive(expectedStatus: null))
        {
        }

        return (connection.Head, connection.Body);
    }

    /// <summary>Whether a request is answered 200, however its body is framed.</summary>
    public static bool IsOk(int port, string target)
    {
        using var connection = new Connection(port);
        connection.Send(Request(target));
        return connection.BeginsWith("HTTP/1.1 200"u8);
    }

    public static byte[] Request(string target, string headers = "") =>
        Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n{headers}\r\n");

    public void Dispose()
    {
        foreach (var connection in connections)
            connection.Dispose();
    }

    private sealed class Connection : IDisposable
    {
        private readonly byte[] buffer = new byte[1024 * 1024];
        private bool chunked;
        private int filled;
        private int headLength;

        public Connection(int port)
        {
            Socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Socket.Connect(IPAddress.Loopback, port);
        }

        public Socket Socket { get; }

        public int BodyLength { get; private set; }

        public string Head => Encoding.ASCII.GetString(buffer, 0, headLength);

        public byte[] Body => buffer[headLength..(headLength + BodyLength)];

        public void Send(ReadOnlyMemory<byte> bytes)
        {
            filled = headLength = BodyLength = 0;
            Socket.Send(bytes.Span);
        }

        public bool BeginsWith(ReadOnlySpan<byte> text) => buffer.AsSpan(0, Socket.Receive(buffer)).StartsWith(text);

        /// <summary>True when the answer is whole.</summary>
        public bool Receive(int? expectedStatus)
        {
            // Of a body that is larger than the buffer only the length counts.
            var count = Socket.Receive(buffer.AsSpan(chunked ? filled : Math.Min(filled, buffer.Length / 2)));
            if (count == 0)
                throw new IOException("The server closed the connection.");

            filled += count;
            if (headLength == 0 && !ReadHead(expectedStatus))
                return false;
            return chunked ? buffer.AsSpan(headLength, filled - headLength).EndsWith("0\r\n\r\n"u8) : filled >= headLength + BodyLength;
        }

        private bool ReadHead(int? expectedStatus)
        {
            var bytes = buffer.AsSpan(0, filled);
            var end = bytes.IndexOf("\r\n\r\n"u8);
            if (end < 0)
                return false;

            headLength = end + 4;
            var status = int.Parse(bytes[9..12], CultureInfo.InvariantCulture);
            if (expectedStatus is { } expected && status != expected)
                throw new InvalidDataException($"Answered {Encoding.UTF8.GetString(bytes)}, not {expected}.");

            chunked = bytes[..end].IndexOf("\r\nTransfer-Encoding: chunked"u8) >= 0;
            var length = bytes[..end].IndexOf("\r\nContent-Length: "u8);
            if (length >= 0)
                BodyLength = int.Parse(Line(bytes[(length + 18)..]), CultureInfo.InvariantCulture);
            else if (!chunked && status != 304)
                throw new InvalidDataException("Neither a Content-Length nor chunks.");
            return true;
        }

        private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> bytes) => bytes[..bytes.IndexOf((byte)'\r')];

        public void Dispose() => Socket.Dispose();
    }
}
