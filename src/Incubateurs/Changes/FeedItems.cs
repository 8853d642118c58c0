using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Changes;

/// <summary>
/// Shows the things of the feed as they were known after each change: what the two times would answer, but for many things and many
/// changes at once, in a fixed number of statements.
/// </summary>
internal static class FeedItems
{
    /// <summary>The items of some rows, with addresses that begin at our root.</summary>
    public static async Task<IReadOnlyList<ChangeItem>> ShowFeedAsync(this Tx tx, IReadOnlyList<FeedRow> rows)
    {
        if (rows.Count == 0)
            return [];

        var things = await tx.ListKnownThingsAsync(rows);
        return
        [
            .. rows.Select(row => new ChangeItem(
                row.Seq,
                row.At,
                row.Type,
                row.Resource,
                row.Id,
                Address(row),
                things.DataOf(row) is { } data ? RawJson.Of(data) : null,
                row.Resource == Kinds.Startup ? null : row.StartupId,
                row.Phase)
            {
                Name = things.NameOf(row) ?? row.StartupId ?? row.Id,
            }),
        ];
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

    private static async Task<Things> ListKnownThingsAsync(this Tx tx, IReadOnlyList<FeedRow> rows)
    {
        var between = new KnownBetween(rows.Min(row => row.Known), rows.Max(row => row.Known));
        var startupIds = rows.Select(row => row.StartupId).OfType<string>().Distinct().ToList();
        var startups = await tx.ListKnownStartupsAsync(startupIds, between);
        var handOvers = await tx.ListHandOversAsync(startupIds, between);
        var committees = await tx.ListCommitteesAsync(startupIds, between);
        var benefits = await tx.ListBenefitsAsync(startupIds, between);

        var (incubatorIds, administrationIds) = startups.References;
        var incubators = await tx.ListKnownIncubatorsAsync([.. incubatorIds.Union(IdsOf(Kinds.Incubator))], between);
        var owners = incubators.All.Select(incubator => incubator.OwnerId).OfType<string>();
        var hosts = handOvers.All.SelectMany(known => HostsOf(known.HandOver));
        return new(
            startups,
            handOvers,
            committees,
            benefits,
            await tx.ListKnownAdministrationsAsync(
                [.. administrationIds.Union(owners).Union(hosts).Union(IdsOf(Kinds.Administration))], incubators, between));

        IEnumerable<string> IdsOf(string resource) => rows.Where(row => row.Resource == resource).Select(row => row.Id);
    }

    private static IEnumerable<string> HostsOf(RecordedHandOver handOver) =>
        handOver.HostId is { } host ? [host, .. handOver.Details.CoHosts] : handOver.Details.CoHosts;

    private sealed record Things(
        KnownStartups Startups,
        KnownRows<KnownHandOver> HandOvers,
        KnownRows<KnownCommittee> Committees,
        KnownRows<KnownBenefit> Benefits,
        FeedReferences References)
    {
        public object? DataOf(FeedRow row) => row.Resource switch
        {
            Kinds.HandOver => HandOvers.At(row.StartupId!, row.Known).FirstOrDefault(known => known.HandOver.Id == row.Id) is { } known
                ? new HandOver(HandOverStore.Facts(
                    known.HandOver,
                    Startups.NameOf(row.StartupId!, row.Known),
                    References.Names(HostsOf(known.HandOver), row.Known)))
                : null,
            Kinds.Committee => Committees.At(row.Id, row.Known).FirstOrDefault() is { } known
                ? RecordEndpoints.Shown(known.Committee)
                : null,
            Kinds.Benefit => Benefits.At(row.Id, row.Known).FirstOrDefault()?.Benefit,
            Kinds.Incubator => References.Incubator(row.Id, row.Known),
            Kinds.Administration => References.Administration(row.Id, row.Known),
            _ => Startups.Shown(row.Id, row.Known, row.At.DayInParis(), References.At(row.Known), HandOverOf(row)) is { } startup
                ? startup with { Incubation = startup.Incubation! with { Days = null, Verdict = null } }
                : null,
        };

        public string? NameOf(FeedRow row) => row.Resource switch
        {
            Kinds.Incubator => References.Incubator(row.Id, row.Known)?.Name,
            Kinds.Administration => References.Administration(row.Id, row.Known)?.Name,
            _ => Startups.NameOf(row.StartupId!, row.Known),
        };

        private HandOverReference? HandOverOf(FeedRow row) => StartupStore.Shown(
            [.. HandOvers.At(row.Id, row.Known).Select(known => known.HandOver).Select(handOver => new HandOverReference(
                handOver.Id, handOver.Status, handOver.Model, handOver.OpenedOn, handOver.EffectiveOn))]);
    }
}
