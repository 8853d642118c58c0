using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Incubateurs.Benchmarks;

/// <summary>A program of ours in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, int port, TimeSpan untilReady)
    {
        this.process = process;
        Port = port;
        UntilReady = untilReady;
    }

    public int Port { get; }

    /// <summary>From the start of the process to the first 200.</summary>
    public TimeSpan UntilReady { get; }

    /// <summary>The API as it was built beside these benchmarks; its own folder holds its settings.</summary>
    public static string Api { get; } = Path.GetFullPath(
        Path.Combine(
            AppContext.BaseDirectory,
            "..",
            "..",
            "Incubateurs",
            Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
            "Incubateurs.dll"));

    private static string Bare { get; } = Path.Combine(AppContext.BaseDirectory, "Incubateurs.Benchmarks.dll");

    /// <param name="settings">The later wins over the earlier.</param>
    public static Task<ServerProcess> StartApiAsync(string database, params string[] settings) =>
        StartAsync(
            "/health/ready",
            port => [Api, $"--urls=http://127.0.0.1:{port}", Connection(database), "--RateLimit:PerMinute=0", .. settings]);

    public static Task<ServerProcess> StartBareAsync(params string[] args) =>
        StartAsync("/", port => [Bare, "bare", $"--urls=http://127.0.0.1:{port}", .. args]);

    public static string Connection(string database) => $"--ConnectionStrings:Incubateurs=Data Source={database}";

    /// <summary>Runs to the end; gives the time it took.</summary>
    public static async Task<TimeSpan> RunAsync(params string[] args)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(args);
        await process.WaitForExitAsync();
        var elapsed = clock.Elapsed;
        return process.ExitCode == 0
            ? elapsed
            : throw new InvalidOperationException($"{string.Join(' ', args)} ended with {process.ExitCode}.");
    }

    /// <summary>The most memory that the process ever held, in MB (VmHWM); null where the system does not say.</summary>
    public double? PeakMegabytes() => Megabytes("VmHWM:");

    /// <summary>The memory that the process holds, in MB (VmRSS); 0 where the system does not say.</summary>
    public double Megabytes() => Megabytes("VmRSS:") ?? 0;

    private double? Megabytes(string what)
    {
        var file = $"/proc/{process.Id}/status";
        if (!File.Exists(file))
            return null;

        var line = File.ReadLines(file).First(line => line.StartsWith(what, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024.0;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(string readyPath, Func<int, string[]> args)
    {
        var port = FreePort();
        var clock = Stopwatch.StartNew();
        var process = Start(args(port));
        while (!IsReady(port, readyPath))
        {
            if (process.HasExited || clock.Elapsed > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"{string.Join(' ', args(port))} does not serve.");
            await Task.Delay(2);
        }

        return new(process, port, clock.Elapsed);
    }

    private static bool IsReady(int port, string path)
    {
        try
        {
            return HttpLoad.IsOk(port, path);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static Process Start(string[] args)
    {
        var process = new Process { StartInfo = new("dotnet", args) { RedirectStandardOutput = true } };
        process.OutputDataReceived += (_, _) => { };
        _ = process.Start();
        process.BeginOutputReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
