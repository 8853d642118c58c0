using System.CommandLine;
using System.Globalization;
using System.Text;
using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;
using Incubateurs.Words;
using Spectre.Console;

namespace Incubateurs.Commands;

/// <summary><c>import DIR [--dry-run] [--report FILE] [--max-withdrawn PERCENT]</c>: merges a checkout of beta.gouv.fr's content.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Directory =
        new("DIR") { Description = "The checkout: it holds _startups, or content/_startups." };
    private static readonly Option<bool> DryRun =
        new("--dry-run") { Description = "Reads and merges, says what would change, and writes nothing." };
    private static readonly Option<string?> Report =
        new("--report") { Description = "Writes counts and anomalies to this file, as JSON.", HelpName = "FILE" };

    private static readonly Option<decimal> MostWithdrawn = new("--max-withdrawn")
    {
        Description = "Withdraws at most so many of a hundred startups that imports brought; beyond, nothing is written.",
        HelpName = "PERCENT",
        DefaultValueFactory = _ => Import.MostWithdrawn,
    };

    public static Command Build()
    {
        var command = new Command(
            "import", "Merges a checkout of beta.gouv.fr's content into the portfolio.")
        {
            Directory, DryRun, Report, MostWithdrawn,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(Directory),
            parsed.GetValue(DryRun),
            parsed.GetValue(Report),
            parsed.GetValue(MostWithdrawn),
            [.. parsed.UnmatchedTokens],
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string directory, bool dryRun, string? reportFile, decimal mostWithdrawn, string[] rest, CancellationToken cancellation)
    {
        // A misspelt --dry-run must not write.
        if (rest.FirstOrDefault(token => !Settings.MayBe(token)) is { } unknown)
            return Refuse($"Unknown argument {unknown}.");
        if (ContentFolder.Find(directory) is not { } content)
            return Refuse($"{directory} holds neither _startups nor content/_startups.");
        if (mostWithdrawn is < 0 or > 100)
            return Refuse("--max-withdrawn: a number from 0 to 100.");

        try
        {
            // Opened before anything is written: an import whose report cannot be kept does not begin.
            await using var reportStream = reportFile is null ? null : new FileStream(reportFile, FileMode.OpenOrCreate, FileAccess.Write);
            using var target = await ImportTarget.OpenAsync(Settings.Read(rest).Engine(), dryRun);
            var report = await MergeAsync(target.Database, content, mostWithdrawn, dryRun, cancellation);
            var kept = reportStream is null || await TryKeepAsync(report, reportStream);
            Summarize(report, dryRun, kept ? reportFile : null);
            return report.IsRefused
                ? Refuse(
                    $"Nothing was imported: {report.Withdrawn} startups are gone from {content}, over {mostWithdrawn} % of those that "
                        + "imports brought. Is it whole? --max-withdrawn PERCENT allows it.")
                : report.ExitCode == ExitCodes.NothingDone ? Refuse($"Nothing was imported: no startup could be read in {content}.")
                : kept ? report.ExitCode
                : ExitCodes.Incomplete;
        }
        catch (StorageException e) when (e.Fault == StorageFault.Busy)
        {
            return Refuse("Nothing was imported: another process is writing to the database. Try again when it is done.");
        }
        catch (Exception e) when (e is StorageException or IOException or UnauthorizedAccessException)
        {
            return Refuse($"Nothing was imported: {e.Message}");
        }
    }

    // What is imported stays so, whatever becomes of the report.
    private static async Task<bool> TryKeepAsync(ImportReport report, FileStream stream)
    {
        try
        {
            stream.SetLength(0);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(report.ToJson() + "\n"), CancellationToken.None);
            await stream.FlushAsync(CancellationToken.None);
            return true;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"The report could not be written: {e.Message}");
            return false;
        }
    }

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return ExitCodes.NothingDone;
    }

    private static async Task<ImportReport> MergeAsync(
        Database database, string content, decimal mostWithdrawn, bool dryRun, CancellationToken cancellation)
    {
        var earlier = await database.ReadAsync(tx => tx.ListEarlierReferencesAsync(), cancellation);
        var portfolio = ReadWithProgress(content, database.Today, earlier);
        return ImportReport.Of(await Import.RunAsync(database, portfolio, Origin.Checkout, mostWithdrawn, dryRun, cancellation));
    }

    // A bar on a terminal; elsewhere a line now and then, which a log keeps.
    private static ParsedPortfolio ReadWithProgress(string content, DateOnly today, EarlierReferences earlier)
    {
        var count = ContentFolder.Count(content);
        if (!AnsiConsole.Profile.Out.IsTerminal)
        {
            Console.WriteLine($"Reading {count} files");
            return PortfolioReader.Read(ContentFolder.Read(content), today, earlier, new Lines(count));
        }

        return AnsiConsole.Progress().Start(context =>
        {
            var bar = context.AddTask("Reading", maxValue: Math.Max(count, 1));
            return PortfolioReader.Read(ContentFolder.Read(content), today, earlier, new Ticks(bar));
        });
    }

    private static void Summarize(ImportReport report, bool dryRun, string? reportFile)
    {
        foreach (var anomaly in report.Anomalies.Where(anomaly => anomaly.Severity == Severity.Error))
            Console.WriteLine($"left out: {anomaly.File} ({anomaly.Class}) {anomaly.Detail}");
        foreach (
            var kind in report.Anomalies
                .Where(
                    anomaly => anomaly.Severity == Severity.Warning)
                .CountBy(anomaly => anomaly.Class).OrderByDescending(pair => pair.Value))
            Console.WriteLine($"warning: {kind.Key}, {kind.Value} times");
        Console.WriteLine(
            $"{(dryRun ? "dry run: " : "")}{report.Read} read, {report.Imported} imported, "
                + $"{report.Unchanged} unchanged, {report.LeftOut} left out, {report.Withdrawn} withdrawn, "
                + $"writer held {report.WriterMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms, "
                + $"{report.Anomalies.Count} anomalies{(reportFile is null ? "" : $" ({reportFile})")}");
    }

    private sealed class Lines(int count) : IProgress<string>
    {
        private const int Every = 200;
        private int read;

        public void Report(string value)
        {
            if (++read % Every == 0)
                Console.WriteLine($"{read} of {count} files");
        }
    }

    private sealed class Ticks(ProgressTask bar) : IProgress<string>
    {
        public void Report(string value) => bar.Increment(1);
    }
}
