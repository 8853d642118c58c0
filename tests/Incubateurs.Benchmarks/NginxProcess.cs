using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Incubateurs.Benchmarks;

/// <summary>nginx that serves the files of a folder, with as many workers as there are cores.</summary>
internal sealed class NginxProcess : IDisposable
{
    // Where the Debian package installs it.
    private const string Program = "/usr/sbin/nginx";

    private readonly Process process;

    private NginxProcess(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <param name="folder">Whose <c>files</c> are served.</param>
    public static async Task<NginxProcess> StartAsync(string folder)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            user root;
            daemon off;
            pid {{folder}}/pid;
            error_log {{folder}}/error.log;
            worker_processes auto;
            events {}
            http {
              access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types {} default_type application/json;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              server { listen 127.0.0.1:{{port}}; root {{folder}}/files; }
            }
            """);
        var started = Process.Start(new ProcessStartInfo(Program, ["-p", folder, "-c", Path.Combine(folder, "nginx.conf")]))!;
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await Task.Delay(50);
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return new(started, port);
            }
            catch (SocketException)
            {
            }
        }

        throw new InvalidOperationException("nginx does not serve.");
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
