using System.CommandLine;
using Incubateurs.Access;
using Incubateurs.Startups;
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
        new("--repair") { Description = "Derives anew what lists, filters, figures and the search go by, where it is not right." };

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
            using var database = await Rooms.OpenAsync(engine);
            var faults = await database.ReadAsync(tx => tx.ListFaultsAsync(), cancellation);
            foreach (var fault in faults)
                _ = Say(fault);

            var derived = faults.Count > 0 || await IsDerivedAsync(database, repair, cancellation);

            var log = await database.ReadAsync(tx => tx.CheckAccessesAsync(head), cancellation);
            foreach (var fault in log.Faults)
                _ = Say(fault);
            var early = clock ? await database.ReadAsync(tx => tx.FindEarlyChangesAsync(), cancellation) : null;
            if (early is var (first, count))
                _ = Say($"Changes that are later than the clock by over a minute: {count}. The first is {first.Sequence}, recorded at "
                    + $"{first.At.Text()}: {first.Type}, {first.Subject} {first.SubjectId}.");
            Console.WriteLine($"{log.Rows} accesses, head {log.Head}");
            return faults.Count == 0 && derived && log.Faults.Count == 0 && early is null ? 0 : Unclean;
        }
        catch (Exception exception) when (exception is StorageException or FormatException or ArgumentException)
        {
            return Say($"The database cannot be read: {exception.Message}");
        }
    }

    // Where it is not, and may be mended, it is so afterwards.
    private static async Task<bool> IsDerivedAsync(Database database, bool repair, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(tx => tx.CountStaleAsync(), cancellation);
        var startups = await database.ReadAsync(tx => tx.ListStaleStartupsAsync(), cancellation);
        if (rows == 0 && startups.Count == 0)
            return true;

        if (!repair)
        {
            if (rows > 0)
                _ = Say($"Not as they would be derived today: {rows} rows of the search and of the order of names.");
            if (startups.Count > 0)
                _ = Say($"Startups that lists and figures show otherwise than their facts: {startups.Count}. The first is {startups[0]}.");
            _ = Say("check --repair mends them.");
            return false;
        }

        await database.WriteAsync(
            Actor.System,
            async tx =>
            {
                foreach (var id in await tx.ListStaleStartupsAsync())
                    await tx.DeriveStartupAnewAsync(id);
                await tx.DeriveAnewAsync();
                return true;
            },
            cancellation);
        Console.WriteLine("What is derived, the search among it, was derived anew.");
        return true;
    }

    private static int Say(string fault)
    {
        Console.Error.WriteLine(fault);
        return Unclean;
    }
}
