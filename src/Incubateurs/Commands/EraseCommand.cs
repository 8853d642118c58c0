using System.CommandLine;
using Incubateurs.Access;
using Incubateurs.Exchange.Merging;
using Incubateurs.Reports;
using Incubateurs.Reviews;
using Incubateurs.Startups;
using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Commands;

/// <summary>
/// <c>erase --agent EMAIL | --contact EMAIL | --review ID | --report ID | --words TEXT</c>: what of a person can go, from every version,
/// log and kept answer (docs/PRIVACY.md). 0 when it is gone, 1 when there was nothing or not all could go.
/// </summary>
internal static class EraseCommand
{
    private const int NotAll = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly Option<string?> Agent = Of("--agent", "EMAIL", "An agent: who it was, and when exactly it did what.");
    private static readonly Option<string?> Contact =
        Of("--contact", "EMAIL", "A contact of startups, incubators or candidates; no import brings it back.");
    private static readonly Option<string?> Review = Of("--review", "ID", "The words of a review; its rating stays.");
    private static readonly Option<string?> Report = Of("--report", "ID", "The words of a report.");
    private static readonly Option<string?> Words =
        Of("--words", "TEXT", "A text, exactly as it is written, wherever somebody wrote it: at least four characters.");

    private static readonly Option<string?>[] Options = [Agent, Contact, Review, Report, Words];

    public static Command Build()
    {
        var command = new Command("erase", "Erases data of a person for good.") { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in Options)
            command.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static Option<string?> Of(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.UnmatchedTokens.FirstOrDefault(token => !Settings.MayBe(token)) is { } unknown)
            return Say($"Unknown argument {unknown}.");
        if (Options.Select(option => (Option: option, Value: parsed.GetValue(option)?.Trim()))
                .Where(given => !string.IsNullOrEmpty(given.Value)).ToList() is not [var (what, datum)])
            return Say("Say one of --agent, --contact, --review, --report and --words, and of what.");
        if (what == Words && datum!.Length < 4)
            return Say("--words: at least four characters, or far more would go than is meant.");

        var engine = Settings.Read([.. parsed.UnmatchedTokens]).Engine();
        if (!engine.Exists())
            return Say($"There is no database {engine.Place}.");

        try
        {
            using var database = await Rooms.OpenAsync(engine);
            var (found, inLog) = await database.WriteAsync(Actor.System, tx => EraseAsync(tx, what, datum!), cancellation);
            if (!found)
                return Say("There is nothing of it here.");

            var isWiped = await IsWipedAsync(database, cancellation);
            Console.WriteLine("It is erased.");
            if (!isWiped)
                return Say("The engine's log still holds it, as somebody was reading all the while: run this again, or stop the server.");
            return inLog == 0 ? 0
                : Say($"The paths of {inLog} accesses hold it: they are sealed, and go when they have been kept long enough.");
        }
        catch (StorageException exception)
        {
            return Say($"The database cannot be used: {exception.Message}");
        }
    }

    private static async Task<(bool Found, long InLog)> EraseAsync(Tx tx, Option<string?> what, string datum)
    {
        var found = what == Agent ? await EraseAgentAsync(tx, datum)
            : what == Contact ? await tx.EraseContactAsync(datum) > 0
            : what == Review ? await tx.EraseReviewAsync(datum)
            : what == Report ? await tx.EraseReportAsync(datum)
            : await tx.EraseWordsAsync(datum) > 0;
        if (!found)
        {
            tx.Abandon();
            return (false, 0);
        }

        if (what == Agent || what == Contact || what == Words)
            await DeriveAsync(tx);
        if (what != Agent)
            await tx.AppendAccessesAsync(AccessEntry.Done(tx.Clock, "erase", what.Name.TrimStart('-')));
        return (true, what == Words || what == Contact || what == Agent ? await tx.CountInAccessesAsync(datum) : 0);
    }

    private static async Task<bool> EraseAgentAsync(Tx tx, string email)
    {
        var isKnown = await tx.EraseAgentAsync(email);
        return await tx.EraseWordsAsync(email) > 0 || isKnown;
    }

    // Words of the search and keys of names are made of what was erased.
    private static async Task DeriveAsync(Tx tx)
    {
        foreach (var id in await tx.ListStaleStartupsAsync())
            await tx.DeriveStartupAnewAsync(id);
        await tx.DeriveAnewAsync();
    }

    // Readers are short: one that still needs the log is waited for.
    private static async Task<bool> IsWipedAsync(Database database, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            if (await database.WipeLogAsync(cancellation))
                return true;
            await Task.Delay(Pause, cancellation);
        }

        return false;
    }

    private static int Say(string fault)
    {
        Console.Error.WriteLine(fault);
        return NotAll;
    }
}
