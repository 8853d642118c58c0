using System.Diagnostics;
using System.Text;

namespace Incubateurs.Tests.Support;

/// <summary>The program as it was built, in a process of its own: what a signal, a full disk or a second process does to it.</summary>
internal sealed class Executable : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;

    private Executable(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _ = process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The built file: it lies beside that of the tests.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Incubateurs", System.IO.Path.GetFileName(
            System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Incubateurs.dll"));

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static Executable Start(string folder, params string[] args) => new(Info(folder, "dotnet", [Path, .. args]));

    /// <summary>With a limit on the size of files, as on a full disk: writing beyond it fails instead of ending the process.</summary>
    /// <param name="blocks">Of 512 or 1,024 bytes, as the shell counts.</param>
    public static Executable StartOnFullDisk(string folder, int blocks, params string[] args)
    {
        var start = Info(folder, "sh", ["-c", $"trap '' XFSZ; ulimit -S -f {blocks}; exec dotnet \"$@\"", "sh", Path, .. args]);

        // Else the runtime itself makes a file beyond any limit.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new(start);
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] args)
    {
        await using var run = Start(folder, args);
        return (await run.ExitAsync(), run.Output);
    }

    /// <summary>Where a server listens, once it says so.</summary>
    public async Task<HttpClient> ServingAsync()
    {
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(address.Task, ended).WaitAsync(Patience) == ended)
            Assert.Fail($"It ended with {process.ExitCode}: {Output}");
        return new() { BaseAddress = await address.Task, Timeout = Patience };
    }

    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <summary>SIGKILL: no handler runs.</summary>
    public Task<int> KillAsync()
    {
        process.Kill();
        return ExitAsync();
    }

    /// <summary>Sends a signal by name, such as TERM.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            _ = await KillAsync();
        process.Dispose();
    }

    private static ProcessStartInfo Info(string folder, string program, IEnumerable<string> args) => new(program, args)
    {
        WorkingDirectory = folder,
        Environment = { ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = "Production" },
    };

    private void Heard(string? line)
    {
        if (line is null)
            return;

        lock (output)
            _ = output.Append(line).Append('\n');
        const string Greeting = "Incubateurs: ";
        if (line.StartsWith(Greeting, StringComparison.Ordinal) && Uri.TryCreate(line[Greeting.Length..], UriKind.Absolute, out var uri))
            _ = address.TrySetResult(uri);
    }
}
