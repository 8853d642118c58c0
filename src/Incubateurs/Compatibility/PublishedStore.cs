using Dapper;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Compatibility;

/// <summary>An incubator as the static API shows it.</summary>
internal sealed record PublishedIncubatorRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? OwnerId { get; init; }
    public string? Website { get; init; }
    public string? Repository { get; init; }
    public string? Contact { get; init; }
    public required long Hidden { get; init; }
    public string? Published { get; init; }

    public bool IsHidden => Hidden != 0;

    /// <summary>The path of the administration that it belongs to, as files write it.</summary>
    public string Owner => OwnerId is null ? "" : $"/organisations/{OwnerId}";

    public string Address => Published is null ? "" : JsonText.Read<PublishedIncubator>(Published).Address ?? "";
}

/// <summary>An administration as the static API shows it.</summary>
internal sealed record PublishedAdministrationRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Acronym { get; init; }
    public string? Domain { get; init; }
    public string? Kind { get; init; }
}

/// <summary>What the static API shows, in the order of the bytes of the ids.</summary>
internal static class PublishedStore
{
    // So many startups at a time: descriptions are long.
    private const int Chunk = 200;

    private static readonly string StartupsSql = $"""
        SELECT v.startup_id AS id, {StartupColumns.Read}, d.text AS description, o.published
          FROM startup_versions v
          LEFT JOIN descriptions d ON d.id = v.description_id
          LEFT JOIN sources o ON o.kind = 'startup' AND o.id = v.startup_id
         WHERE v.known_to = @Open
           AND v.startup_id > @after
           AND {WithdrawalStore.Listed(Kinds.Startup, "v.startup_id", Knowledge.Now)}
         ORDER BY v.startup_id
         LIMIT @Chunk
        """;

    private const string CommitteesSql = """
        SELECT c.startup_id, c.held_on, c.note
          FROM committees c
         WHERE c.startup_id IN @ids
           AND c.known_to = @Open
         ORDER BY c.held_on, c.id
        """;

    private static readonly string IncubatorsSql = $"""
        SELECT v.incubator_id AS id, v.name, v.owner_id, v.website, v.repository, v.contact, v.hidden, o.published
          FROM incubator_versions v
          LEFT JOIN sources o ON o.kind = 'incubator' AND o.id = v.incubator_id
         WHERE v.known_to = @Open
           AND {WithdrawalStore.Listed(Kinds.Incubator, "v.incubator_id", Knowledge.Now)}
         ORDER BY v.incubator_id
        """;

    private static readonly string AdministrationsSql = $"""
        SELECT v.administration_id AS id, v.name, v.acronym, v.domain, v.kind
          FROM administration_versions v
         WHERE v.known_to = @Open
           AND {WithdrawalStore.Listed(Kinds.Administration, "v.administration_id", Knowledge.Now)}
         ORDER BY v.administration_id
        """;

    /// <summary>The startups that stand in lists, a few at a time.</summary>
    public static async IAsyncEnumerable<PublishedStartup> ListPublishedStartupsAsync(this Tx tx)
    {
        for (var after = ""; ;)
        {
            var rows = (await tx.QueryAsync<StartupFiche>(StartupsSql, new { after, Chunk, Tx.Open })).AsList();
            List<string> ids = [.. rows.Select(row => row.Id)];
            var phases = await tx.ListPhasesAsync(ids, Knowledge.Now);
            var committees = (await tx.QueryAsync<HeldCommittee>(CommitteesSql, new { ids, Tx.Open }))
                .ToLookup(held => held.StartupId, held => new StartupEvent(Committee, held.HeldOn, held.Note), StringComparer.Ordinal);
            foreach (var row in rows)
                yield return new(row.Id, row, row.Fiche, phases[row.Id], committees[row.Id]);
            if (rows.Count < Chunk)
                yield break;

            after = ids[^1];
        }
    }

    public static async Task<IReadOnlyList<PublishedIncubatorRow>> ListPublishedIncubatorsAsync(this Tx tx) =>
        [.. await tx.QueryAsync<PublishedIncubatorRow>(IncubatorsSql, new { Tx.Open })];

    public static async Task<IReadOnlyList<PublishedAdministrationRow>> ListPublishedAdministrationsAsync(this Tx tx) =>
        [.. await tx.QueryAsync<PublishedAdministrationRow>(AdministrationsSql, new { Tx.Open })];

    // What committees are called among the events of a fiche.
    private const string Committee = "committee";

    private sealed record StartupFiche : StartupRow
    {
        public required string Id { get; init; }
        public string? Published { get; init; }

        public PublishedFiche? Fiche => Published is null ? null : JsonText.Read<PublishedFiche>(Published);
    }

    private sealed record HeldCommittee
    {
        public required string StartupId { get; init; }
        public required DateOnly HeldOn { get; init; }
        public string? Note { get; init; }
    }
}
