using Incubateurs.Storage;

namespace Incubateurs.Startups;

/// <summary>
/// A startup leaves the lists, figures and pictures, and comes back: all that was derived for them ends and begins with it. Its
/// facts stay as they are, so that its id answers.
/// </summary>
internal static class StartupWithdrawals
{
    /// <summary>Withdraws a startup, or says something else of its withdrawal.</summary>
    /// <param name="into">The startup that it is the same as; its id is then a former one of that.</param>
    public static async Task WithdrawAsync(
        this Tx tx, RecordedStartup startup, WithdrawalCause cause, string? reason = null, string? into = null)
    {
        var sequence = await tx.AppendAsync(Areas.Portfolio | Areas.HandOvers, "startup.withdrawn", Kinds.Startup, startup.Id, new
        {
            reason,
            after = new { mergedInto = into },
        });
        if (startup.Withdrawal?.MergedInto is { } before && before != into)
            await tx.ChangeFormerIdsAsync(sequence, before, ids => ids.Except([startup.Id]));
        if (into is not null)
            await tx.ChangeFormerIdsAsync(sequence, into, ids => ids.Union([startup.Id]));
        await tx.SaveWithdrawalAsync(sequence, Kinds.Startup, new(
            startup.Id, cause, startup.Withdrawal?.At ?? tx.Now, reason, into, startup.Withdrawal?.Since ?? sequence, Reported: false));
        _ = await tx.SaveStartupAsync(sequence, startup.Id, startup, startup.Facts);
    }

    /// <summary>Brings a startup back into the lists.</summary>
    public static async Task BringBackAsync(this Tx tx, RecordedStartup startup)
    {
        var sequence = await tx.AppendAsync(Areas.Portfolio | Areas.HandOvers, "startup.returned", Kinds.Startup, startup.Id, new { });
        _ = await tx.EndWithdrawalAsync(sequence, Kinds.Startup, startup.Id);

        // What the other one's file claims is its source's to say.
        if (startup.Withdrawal is { Cause: WithdrawalCause.Agent, MergedInto: { } into })
            await tx.ChangeFormerIdsAsync(sequence, into, ids => ids.Except([startup.Id]));
        _ = await tx.SaveStartupAsync(sequence, startup.Id, startup, startup.Facts);
    }

    private static async Task ChangeFormerIdsAsync(
        this Tx tx, long sequence, string id, Func<IReadOnlyList<string>, IEnumerable<string>> change) =>
        await tx.SaveFormerIdsAsync(sequence, Kinds.Startup, id, [.. change(await tx.ListFormerIdsAsync(Kinds.Startup, id))]);
}
