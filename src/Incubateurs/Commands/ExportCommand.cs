using System.CommandLine;
using Incubateurs.Exchange.Export;
using Incubateurs.Exchange.Merging;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Commands;

/// <summary>
/// <c>export DIR</c>: writes the folders that <c>import</c> reads. 0 when they say all that the layout is for; 1 when an import of them
/// would read something otherwise, which is named; 2 when nothing was written.
/// </summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Directory =
        new("DIR") { Description = "Where the folders shall be: not there yet, or empty." };

    public static Command Build()
    {
        var command = new Command("export", "Writes the portfolio as the folders that import reads.") { Directory };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetRequiredValue(Directory), [.. parsed.UnmatchedTokens], parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string directory, string[] rest, InvocationConfiguration said, CancellationToken cancellation)
    {
        if (rest.FirstOrDefault(token => !Settings.MayBe(token)) is { } unknown)
            return Refuse(said, $"Unknown argument {unknown}.");

        var engine = Settings.Read(rest).Engine();
        if (!engine.Exists())
            return Refuse(said, $"Nothing was exported: there is no database {engine.Place}.");

        try
        {
            using var folder = new ExportFolder(directory);
            using var database = await Rooms.OpenAsync(engine);
            if (await ContentExport.RunAsync(database, folder.Write, cancellation) is not { } result)
                return Refuse(said, "Nothing was exported: there is no startup.");

            folder.Complete();
            foreach (var line in result.Otherwise)
                await said.Output.WriteLineAsync($"not held: {line}");
            await said.Output.WriteLineAsync(
                $"{result.Startups} startups, {result.Administrations} administrations, {result.Incubators} incubators, "
                    + $"{result.Otherwise.Count} not held as recorded");
            return result.Otherwise.Count == 0 ? ExitCodes.Done : ExitCodes.Incomplete;
        }
        catch (Exception e) when (e is StorageException or IOException or UnauthorizedAccessException)
        {
            return Refuse(said, $"Nothing was exported: {e.Message}");
        }
    }

    private static int Refuse(InvocationConfiguration said, string reason)
    {
        said.Error.WriteLine(reason);
        return ExitCodes.NothingDone;
    }
}
