using Incubateurs.Administrations;
using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Incubators;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Changes;

/// <summary>Shows the things of the feed as they were known after each change: the two times make that one question.</summary>
internal static class FeedItems
{
    /// <summary>The items of some rows, with addresses that begin at our root.</summary>
    public static async Task<IReadOnlyList<ChangeItem>> ShowFeedAsync(this Tx tx, IReadOnlyList<FeedRow> rows)
    {
        var names = new ReferenceCache();
        List<ChangeItem> items = [];
        foreach (var row in rows)
            items.Add(new(
                row.Seq,
                row.At,
                row.Type,
                row.Resource,
                row.Id,
                Address(row),
                await DataAsync(tx, row, names) is { } data ? RawJson.Of(data) : null,
                row.Resource == Kinds.Startup ? null : row.StartupId,
                row.Phase));
        return items;
    }

    private static string Address(FeedRow row) => row.Resource switch
    {
        Kinds.HandOver => $"/v1/hand-overs/{Uri.EscapeDataString(row.Id)}",
        Kinds.Committee => $"/v1/startups/{Uri.EscapeDataString(row.StartupId!)}/committees",
        Kinds.Benefit => $"/v1/startups/{Uri.EscapeDataString(row.StartupId!)}/benefits",
        Kinds.Incubator => $"/v1/incubators/{Uri.EscapeDataString(row.Id)}",
        Kinds.Administration => $"/v1/administrations/{Uri.EscapeDataString(row.Id)}",
        _ => $"/v1/startups/{Uri.EscapeDataString(row.Id)}",
    };

    private static async Task<object?> DataAsync(Tx tx, FeedRow row, ReferenceCache names)
    {
        var knowledge = new Knowledge(row.Known, row.At);
        var day = row.At.DayInParis();
        return row.Resource switch
        {
            Kinds.HandOver => await tx.FindHandOverAsync(row.Id, knowledge) is { } handOver
                ? Lasting(await tx.ShowAsync(handOver, day, knowledge, Language.Fr, agents: false))
                : null,
            Kinds.Committee => (await tx.ListCommitteesAsync(row.StartupId!, knowledge)).FirstOrDefault(committee => committee.Id == row.Id)
                is { } committee ? RecordEndpoints.Shown(committee) : null,
            Kinds.Benefit => (await tx.ListBenefitsAsync(row.StartupId!, knowledge)).FirstOrDefault(benefit => benefit.Id == row.Id),
            Kinds.Incubator => await tx.FindIncubatorAsync(row.Id, knowledge),
            Kinds.Administration => await tx.FindAdministrationAsync(row.Id, knowledge),
            _ => await tx.FindRecordedAsync(row.Id, knowledge) is { } startup
                ? Lasting(await tx.ShowStartupAsync(startup, day, knowledge, names, AsRecorded))
                : null,
        };
    }

    // Before a succession takes effect answers name the predecessor: that moves with the day, too.
    private static readonly DateOnly AsRecorded = DateOnly.MaxValue;

    // Without what moves with the day, and without what strangers write.
    private static Startup Lasting(Startup startup) => startup with
    {
        Incubation = startup.Incubation! with { Days = null, Verdict = null },
        Reputation = null,
    };

    private static HandOver Lasting(HandOver handOver) => handOver with { Candidacies = null, Findings = null };
}
