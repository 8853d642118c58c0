using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Gateways;

/// <summary>nginx before the server, with gzip, as the documentation tells an operator to set it up.</summary>
internal sealed partial class Nginx : IAsyncDisposable
{
    /// <summary>Where the Debian package installs it.</summary>
    public const string Program = "/usr/sbin/nginx";

    // Header, setting, cache.
    private static readonly IReadOnlyList<string> Blocks = BlocksOf("GATEWAY.md");

    private readonly string folder;
    private readonly Process process;

    private Nginx(Process process, string folder, Uri address) => (this.process, this.folder, Address) = (process, folder, address);

    /// <summary>With the prefix, where there is one, and a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>With a cache, below a prefix, as docs/GATEWAY.md says.</summary>
    /// <param name="strips">Takes the prefix off and says so; else the request goes on as it came.</param>
    public static Task<Nginx> StartAsync(Uri server, bool strips) => StartAsync(
        $"""
        proxy_cache kept;
        add_header X-Cache $upstream_cache_status;
        {Blocks[2]}
        {Location(server, strips)}
        """,
        GatewayTests.Prefix);

    /// <summary>The pieces of configuration that a page of the documentation shows.</summary>
    public static IReadOnlyList<string> BlocksOf(string page) =>
        [.. Block().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", page))).Select(match => match.Groups[1].Value)];

    /// <param name="configuration">What stands in the block of the server.</param>
    public static async Task<Nginx> StartAsync(string configuration, string prefix = "")
    {
        Assert.True(File.Exists(Program), $"It is tested behind nginx, and there is no {Program}: apt-get install nginx");

        // Another test may have taken the port that was free.
        for (var attempt = 1; ; attempt++)
            if (await TryStartAsync(configuration, prefix) is { } nginx)
                return nginx;
            else
                Assert.True(attempt < 5, "nginx does not start.");
    }

    private static async Task<Nginx?> TryStartAsync(string configuration, string prefix)
    {
        var folder = Directory.CreateTempSubdirectory("incubateurs-nginx").FullName;
        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            user root;
            daemon off;
            pid {{folder}}/pid;
            error_log {{folder}}/error.log;
            worker_processes 1;
            events {}
            http {
              access_log off;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              proxy_cache_path {{folder}}/cache keys_zone=kept:1m;
              gzip on; gzip_proxied any; gzip_types application/json text/html;
              server {
                listen 127.0.0.1:{{port}};
                {{configuration}}
              }
            }
            """);
        var process = Process.Start(new ProcessStartInfo(Program, ["-p", folder, "-c", Path.Combine(folder, "nginx.conf")])
        {
            RedirectStandardError = true,
        })!;
        for (var attempt = 0; ; attempt++)
        {
            if (process.HasExited || attempt == 100)
            {
                process.Dispose();
                Directory.Delete(folder, recursive: true);
                return null;
            }

            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return new(process, folder, new($"http://127.0.0.1:{port}{prefix}/"));
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // The one is told to compress alone, which weakens the tags; the other passes on what the server compressed.
    private static string Location(Uri server, bool strips) => Blocks[strips ? 0 : 1]
        .Replace("127.0.0.1:5080", server.Authority, StringComparison.Ordinal)
        .Replace("{\n", strips ? "{\n    proxy_set_header Accept-Encoding \"\";\n" : "{\n", StringComparison.Ordinal);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("```nginx\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
