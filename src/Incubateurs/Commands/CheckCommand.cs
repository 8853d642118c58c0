using System.CommandLine;
using Incubateurs.Access;
using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Commands;

/// <summary>
/// <c>check [--head HASH] [--clock] [--repair]</c>: whether the file is sound, what is derived is right and the access log as it was
/// sealed, and whether a clock that was wrong has left changes behind. 0 when all is clean, 1 when not.
/// </summary>
internal static class CheckCommand
{
    private const int Unclean = 1;

    private static readonly Option<string?> HeadOption =
        new("--head") { Description = "A head of the access log that was kept elsewhere: its row must still be there.", HelpName = "HASH" };

    private static readonly Option<bool> ClockOption =
        new("--clock") { Description = "No change may have been recorded later than the clock, by over a minute." };

    private static readonly Option<bool> RepairOption =
        new("--repair") { Description = "Derives the words of the search and the keys that sort anew, where they are not right." };

    public static Command Build()
    {
        var command = new Command("check", "Verifies the database and the access log.") { HeadOption, ClockOption, RepairOption };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(HeadOption),
            parsed.GetValue(ClockOption),
            parsed.GetValue(RepairOption),
            [.. parsed.UnmatchedTokens],
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string? head, bool clock, bool repair, string[] rest, CancellationToken cancellation)
    {
        if (rest.FirstOrDefault(token => !Settings.MayBe(token)) is { } unknown)
            return Say($"Unknown argument {unknown}.");

        var engine = Settings.Read(rest).Engine();
        if (!engine.Exists())
            return Say($"There is no database {engine.Place}.");

        try
        {
            using var database = Rooms.Open(engine);
            var faults = await database.ReadAsync(tx => tx.ListFaultsAsync(), cancellation);
            foreach (var fault in faults)
                _ = Say(fault);

            var stale = faults.Count > 0 ? 0 : await database.ReadAsync(tx => tx.CountStaleAsync(), cancellation);
            if (stale > 0 && repair)
                await RepairAsync(database, cancellation);
            else if (stale > 0)
                _ = Say($"Not as they would be derived today: {stale} rows of the search and of the order of names. "
                    + "check --repair mends them.");

            var (seal, known) = await database.ReadAsync(tx => tx.VerifyAccessesAsync(head), cancellation);
            if (seal.FirstAltered is { } altered)
                _ = Say($"The access log is not as it was sealed, from row {altered} on.");
            if (!known)
                _ = Say("The access log does not hold the head that was kept: rows were cut off or rewritten.");
            var early = clock ? await database.ReadAsync(tx => tx.FindEarlyChangesAsync(), cancellation) : null;
            if (early is var (first, count))
                _ = Say($"Changes that are later than the clock by over a minute: {count}. The first is {first.Sequence}, recorded at "
                    + $"{first.At.Text()}: {first.Type}, {first.Subject} {first.SubjectId}.");
            Console.WriteLine($"{seal.Count} accesses, head {seal.Head}");
            return faults.Count == 0 && (stale == 0 || repair) && seal.Valid && known && early is null ? 0 : Unclean;
        }
        catch (Exception exception) when (exception is StorageException or FormatException or ArgumentException)
        {
            return Say($"The database cannot be read: {exception.Message}");
        }
    }

    private static async Task RepairAsync(Database database, CancellationToken cancellation)
    {
        _ = await database.WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.DeriveAnewAsync();
                return true;
            },
            cancellation);
        Console.WriteLine("The search and the order of names were derived anew.");
    }

    private static int Say(string fault)
    {
        Console.Error.WriteLine(fault);
        return Unclean;
    }
}
