using System.CommandLine;
using Incubateurs.Exchange.Merging;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Commands;

/// <summary>
/// <c>backup FILE</c>: copies the whole database, beside a server that serves and writes. 0 when the copy is there and sound, 2 when
/// there is none.
/// </summary>
internal static class BackupCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The copy to make: nothing may be there yet." };

    public static Command Build()
    {
        var command = new Command("backup", "Copies the whole database, as it is at one moment, and checks the copy.") { File };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Run(parsed.GetRequiredValue(File), [.. parsed.UnmatchedTokens], parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(string file, string[] rest, InvocationConfiguration said)
    {
        if (rest.FirstOrDefault(token => !Settings.MayBe(token)) is { } unknown)
            return Refuse(said, $"Unknown argument {unknown}.");

        var engine = Settings.Read(rest).Engine();
        if (!engine.Exists())
            return Refuse(said, $"There is no copy: there is no database {engine.Place}.");

        try
        {
            var path = Path.GetFullPath(file);
            var faults = engine.Copy(path);
            foreach (var fault in faults)
                said.Error.WriteLine(fault);
            if (faults.Count > 0)
                return Refuse(said, "There is no copy: it was not sound. check says what is wrong with the database.");

            said.Output.WriteLine($"{path}: {new FileInfo(path).Length} bytes, checked");
            return ExitCodes.Done;
        }
        catch (Exception e) when (e is StorageException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Refuse(said, $"There is no copy: {e.Message}");
        }
    }

    private static int Refuse(InvocationConfiguration said, string reason)
    {
        said.Error.WriteLine(reason);
        return ExitCodes.NothingDone;
    }
}
