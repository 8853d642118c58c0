using Incubateurs.Administrations;
using Incubateurs.Incubators;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Changes;

/// <summary>What was known of incubators and administrations between two changes.</summary>
internal static class FeedReferenceStore
{
    private static readonly string IncubatorsSql = $"""
        SELECT v.incubator_id AS id, v.version, v.name, v.owner_id, v.website, v.repository, v.contact, v.description, v.hidden,
               v.known_from, v.known_to
          FROM incubator_versions v
         WHERE v.incubator_id IN @ids
           AND {KnownBetween.Of("v")}
        """;

    private static readonly string AdministrationsSql = $"""
        SELECT v.administration_id AS id, v.version, v.name, v.acronym, v.kind, v.domain, v.siret, v.directory_id, v.from_day, v.until_day,
               v.known_from, v.known_to
          FROM administration_versions v
         WHERE v.administration_id IN @ids
           AND {KnownBetween.Of("v")}
        """;

    private static readonly string SuccessionsSql = $"""
        SELECT s.predecessor_id AS id, s.successor_id, s.on_day, s.known_from, s.known_to
          FROM successions s
         WHERE s.predecessor_id IN @ids
           AND {KnownBetween.Of("s")}
         ORDER BY s.on_day
        """;

    public static async Task<KnownRows<FeedReferences.IncubatorRow>> ListKnownIncubatorsAsync(
        this Tx tx, IReadOnlyList<string> ids, KnownBetween between) =>
        new(
            await tx.QueryAsync<FeedReferences.IncubatorRow>(IncubatorsSql, new { ids, between.First, between.Last }), row => row.Id);

    public static async Task<FeedReferences> ListKnownAdministrationsAsync(
        this Tx tx, IReadOnlyList<string> ids, KnownRows<FeedReferences.IncubatorRow> incubators, KnownBetween between)
    {
        var args = new { ids, between.First, between.Last };
        return new(
            incubators,
            new(await tx.QueryAsync<FeedReferences.AdministrationRow>(AdministrationsSql, args), row => row.Id),
            new(await tx.QueryAsync<FeedReferences.SuccessionRow>(SuccessionsSql, args), row => row.Id));
    }
}

/// <summary>
/// Incubators and administrations as they were known at some changes. They are named as recorded: that answers name the predecessor
/// before a succession takes effect moves with the day.
/// </summary>
internal sealed class FeedReferences(
    KnownRows<FeedReferences.IncubatorRow> incubators,
    KnownRows<FeedReferences.AdministrationRow> administrations,
    KnownRows<FeedReferences.SuccessionRow> successions)
{
    public IReferences At(long known) => new Known(this, known);

    public Incubator? Incubator(string id, long known) => incubators.At(id, known).FirstOrDefault() is { } row
        ? new(
            row.Id,
            row.Name,
            row.OwnerId is null ? null : Named(row.OwnerId, known),
            row.Website,
            row.Repository,
            row.Contact,
            row.Description,
            row.Hidden != 0 ? true : null)
        { Version = (int)row.Version }
        : null;

    public Administration? Administration(string id, long known) => administrations.At(id, known).FirstOrDefault() is { } row
        ? new(
            row.Id,
            row.Name,
            [.. successions.At(id, known).Select(pair => new Successor(pair.SuccessorId, pair.OnDay))],
            row.Acronym,
            row.Kind,
            row.Domain,
            row.Siret,
            row.DirectoryId,
            row.FromDay,
            row.UntilDay)
        { Version = (int)row.Version }
        : null;

    /// <summary>The administrations of some ids, each with its name, or with its id where it has none, and its numbers.</summary>
    public IReadOnlyDictionary<string, IdentifiedReference> Names(IEnumerable<string> ids, long known) =>
        ids.Distinct().ToDictionary(id => id, id => Identified(id, known), StringComparer.Ordinal);

    private IdentifiedReference Identified(string id, long known) => administrations.At(id, known).FirstOrDefault() is { } row
        ? new(id, row.Name, row.Acronym, row.Siret, row.DirectoryId)
        : new(id, id);

    private AdministrationReference Named(string id, long known) =>
        administrations.At(id, known).FirstOrDefault() is { } row ? new(id, row.Name, row.Acronym) : new(id, id);

    private sealed class Known(FeedReferences all, long known) : IReferences
    {
        public IReadOnlyList<IncubatorReference> Incubators(IReadOnlyList<string> ids) =>
            [.. ids.Select(id => new IncubatorReference(id, all.Incubator(id, known)?.Name ?? id))];

        public IReadOnlyList<AdministrationReference> Administrations(IReadOnlyList<string> ids) =>
            [.. ids.Select(id => all.Named(id, known))];
    }

    internal sealed record IncubatorRow : IKnownRow
    {
        public required string Id { get; init; }
        public required long Version { get; init; }
        public required string Name { get; init; }
        public string? OwnerId { get; init; }
        public string? Website { get; init; }
        public string? Repository { get; init; }
        public string? Contact { get; init; }
        public string? Description { get; init; }
        public required long Hidden { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }
    }

    internal sealed record AdministrationRow : IKnownRow
    {
        public required string Id { get; init; }
        public required long Version { get; init; }
        public required string Name { get; init; }
        public string? Acronym { get; init; }
        public string? Kind { get; init; }
        public string? Domain { get; init; }
        public string? Siret { get; init; }
        public string? DirectoryId { get; init; }
        public DateOnly? FromDay { get; init; }
        public DateOnly? UntilDay { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }
    }

    internal sealed record SuccessionRow : IKnownRow
    {
        public required string Id { get; init; }
        public required string SuccessorId { get; init; }
        public required DateOnly OnDay { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }
    }
}
