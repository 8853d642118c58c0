using System.CommandLine;
using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Sirets;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Commands;

/// <summary>
/// <c>import-sirets FILE [--dry-run]</c>: gives administrations their SIRET. 0 when all lines were taken, 1 when some were left out, 2
/// when nothing could be done.
/// </summary>
internal static class ImportSiretsCommand
{
    private static readonly Argument<string> Table =
        new("FILE") { Description = "CSV: id or name, and siret, between commas or semicolons; a line of headings may lead." };

    private static readonly Option<bool> DryRun =
        new("--dry-run") { Description = "Says what would change and what would be left out, and writes nothing." };

    public static Command Build()
    {
        var command = new Command("import-sirets", "Gives administrations the SIRET that a table says.") { Table, DryRun };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(Table),
            parsed.GetValue(DryRun),
            [.. parsed.UnmatchedTokens],
            parsed.InvocationConfiguration,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string table, bool dryRun, string[] rest, InvocationConfiguration said, CancellationToken cancellation)
    {
        // A misspelt --dry-run must not write.
        if (rest.FirstOrDefault(token => !Settings.MayBe(token)) is { } unknown)
            return Refuse(said, $"Unknown argument {unknown}.");

        var engine = Settings.Read(rest).Engine();
        if (!engine.Exists())
            return Refuse(said, $"Nothing was done: there is no database {engine.Place}.");

        try
        {
            var file = SiretFile.Read(await File.ReadAllBytesAsync(table, cancellation));
            using var database = await Rooms.OpenAsync(engine);
            var result = await SiretImport.RunAsync(database, file, dryRun, cancellation);
            foreach (var fault in result.Faults)
                await said.Output.WriteLineAsync($"left out: line {fault.Line}: {fault.Detail}");
            await said.Output.WriteLineAsync(
                $"{(dryRun ? "dry run: " : "")}{result.Changed} changed, {result.Unchanged} unchanged, {result.Faults.Count} left out");
            return result.Changed + result.Unchanged == 0 ? Refuse(said, "Nothing was done: no line could be taken.")
                : result.Faults.Count > 0 ? ExitCodes.Incomplete
                : ExitCodes.Done;
        }
        catch (StorageException e) when (e.Fault == StorageFault.Busy)
        {
            return Refuse(said, "Nothing was done: another process is writing to the database. Try again when it is done.");
        }
        catch (Exception e) when (e is StorageException or IOException or UnauthorizedAccessException)
        {
            return Refuse(said, $"Nothing was done: {e.Message}");
        }
        catch (InvalidDataException e)
        {
            return Refuse(said, $"Nothing was done: {table} is no table of SIRET numbers: {e.Message}.");
        }
    }

    private static int Refuse(InvocationConfiguration said, string reason)
    {
        said.Error.WriteLine(reason);
        return ExitCodes.NothingDone;
    }
}
