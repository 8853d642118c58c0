using Incubateurs.Administrations;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>What is shown of a startup that is handed over.</summary>
internal sealed record HandOverSubject
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Link { get; init; }
    public string? Contact { get; init; }
}

/// <summary>What some hand-overs refer to.</summary>
/// <param name="Startups">By id; one that is not known is absent.</param>
/// <param name="Phases">Of each startup, in the order in which they follow each other.</param>
/// <param name="Names">Of hosts and co-hosts, by id.</param>
/// <param name="Candidacies">How many SIRETs have applied at each; absent where nobody has.</param>
/// <param name="Verdicts">On each retained candidacy, the last one last.</param>
internal sealed record HandOverSubjects(
    IReadOnlyDictionary<string, HandOverSubject> Startups,
    ILookup<string, PhaseStart> Phases,
    IReadOnlyDictionary<string, IdentifiedReference> Names,
    IReadOnlyDictionary<string, long> Candidacies,
    ILookup<string, string> Verdicts);

/// <summary>Reads what hand-overs refer to, of all of them at once: as many statements for two hundred as for one.</summary>
internal static class HandOverSubjectStore
{
    private const string StartupsSql = """
        SELECT v.startup_id AS id, v.name, v.link, v.contact
          FROM startup_versions v
         WHERE v.startup_id IN @ids
           AND
        """;

    // Those that have withdrawn too: else the number would tell a withdrawal from a control that did not confirm.
    private const string CandidaciesSql = """
        SELECT hand_over_id AS id, count(DISTINCT siret) AS count
          FROM candidacies
         WHERE hand_over_id IN @ids
           AND submitted_at <= @Instant
         GROUP BY hand_over_id
        """;

    private const string VerdictsSql = """
        SELECT candidacy_id AS id, verdict
          FROM controls
         WHERE candidacy_id IN @ids
           AND recorded_at <= @Instant
         ORDER BY recorded_at, id
        """;

    /// <param name="withFindings">Whether what findings are judged by is read too.</param>
    public static async Task<HandOverSubjects> SubjectsOfAsync(
        this Tx tx, IReadOnlyList<RecordedHandOver> handOvers, Knowledge knowledge, bool withFindings = true)
    {
        var startups = Distinct(handOvers.Select(handOver => handOver.StartupId));
        var hosts = Distinct(handOvers.SelectMany(handOver => (IEnumerable<string?>)[handOver.HostId, .. handOver.Details.CoHosts]));
        var candidacies = Distinct(withFindings ? handOvers.Select(handOver => handOver.CandidacyId) : []);
        var ids = Distinct(handOvers.Select(handOver => handOver.Id));
        return new(
            (await tx.QueryAsync<HandOverSubject>(
                $"{StartupsSql} {knowledge.Of("v")}", new { ids = startups, sequence = knowledge.Sequence })).ToDictionary(row => row.Id),
            withFindings ? await tx.ListPhaseStartsAsync(startups, knowledge) : NoPhases,
            await tx.ListRecordedNamesAsync(hosts, knowledge),
            (await tx.QueryAsync<CountRow>(CandidaciesSql, new { ids, knowledge.Instant })).ToDictionary(row => row.Id, row => row.Count),
            withFindings
                ? (await tx.QueryAsync<VerdictRow>(VerdictsSql, new { ids = candidacies, knowledge.Instant }))
                    .ToLookup(row => row.Id, row => row.Verdict)
                : NoVerdicts);
    }

    private static readonly ILookup<string, PhaseStart> NoPhases = Array.Empty<PhaseStart>().ToLookup(_ => "");

    private static readonly ILookup<string, string> NoVerdicts = Array.Empty<string>().ToLookup(_ => "");

    private static List<string> Distinct(IEnumerable<string?> ids) => [.. ids.OfType<string>().Distinct()];

    private sealed record CountRow
    {
        public required string Id { get; init; }
        public required long Count { get; init; }
    }

    private sealed record VerdictRow
    {
        public required string Id { get; init; }
        public required string Verdict { get; init; }
    }
}
