using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>Reads and writes the versions of a startup's facts.</summary>
internal static class StartupRecordStore
{
    private const string FindSql = """
        SELECT v.startup_id, v.version, v.modified_at, v.name, v.pitch, v.incubators, v.sponsors, v.link, v.repository,
               v.contact, v.themes, v.audiences, v.technologies, v.national_impact_on, v.accessibility, v.stats_url,
               v.budget_url, v.impact_url, v.dashlord_url, v.risk_analysis, v.events, v.source, d.text AS description
          FROM startup_versions v
          LEFT JOIN descriptions d ON d.id = v.description_id
         WHERE v.startup_id = @id
           AND
        """;

    private const string KnowSql = "INSERT INTO startups (id) VALUES (@id) ON CONFLICT DO NOTHING";

    private const string CloseSql = """
        UPDATE startup_versions
           SET known_to = @sequence
         WHERE startup_id = @id
           AND known_to = @Open
        """;

    private const string CloseAllSql = """
        UPDATE startup_versions SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE startup_phases SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE committees SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE benefits SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE hand_overs SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE startup_hosts SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE spans SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE startup_terms SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE search_texts SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        """;

    private const string DescribeSql = "INSERT INTO descriptions (text) VALUES (@Description) RETURNING id";

    private const string DescriptionIdSql =
        "SELECT description_id FROM startup_versions WHERE startup_id = @id AND known_to = @Open";

    private const string AddSql = """
        INSERT INTO startup_versions (
               startup_id, version, known_from, known_to, modified_at, name, pitch, incubators, sponsors, link, repository,
               contact, themes, audiences, technologies, national_impact_on, accessibility, stats_url, budget_url,
               impact_url, dashlord_url, risk_analysis, events, source, description_id)
        VALUES (@id, @version, @sequence, @Open, @Now, @Name, @Pitch, @incubators, @sponsors, @Link, @Repository,
               @Contact, @themes, @audiences, @technologies, @NationalImpactOn, @Accessibility, @StatsUrl, @BudgetUrl,
               @ImpactUrl, @DashlordUrl, @riskAnalysis, @events, @source, @descriptionId)
        """;

    private const string TakenSql = """
        SELECT (SELECT count(*) FROM startups WHERE id = @id)
             + (SELECT count(*) FROM former_ids WHERE kind = 'startup' AND former_id = @id AND known_to = @Open)
        """;

    /// <summary>Whether an id is, or ever was, that of a startup.</summary>
    public static async Task<bool> IsStartupIdTakenAsync(this Tx tx, string id) => await tx.ScalarAsync<long>(TakenSql, new { id, Tx.Open }) > 0;

    /// <summary>The facts known now or as of a change; null when the startup is not known.</summary>
    public static async Task<RecordedStartup?> FindRecordedAsync(this Tx tx, string id, Knowledge knowledge) =>
        (await tx.FirstAsync<Row>($"{FindSql} {knowledge.Of("v")}", new { id, sequence = knowledge.Sequence }))?.Recorded();

    /// <summary>
    /// Writes the next version of a startup, the first for a new one, and what is derived from it.
    /// The phases must have been written before. The version before may be of another id, which this one continues.
    /// </summary>
    public static async Task<int> SaveStartupAsync(
        this Tx tx, long sequence, string id, RecordedStartup? before, StartupFacts facts)
    {
        var version = (before?.Version ?? 0) + 1;
        await tx.KnowStartupAsync(id);
        var same = before?.Id == id ? before.Facts : null;
        var descriptionId = await DescribeAsync(tx, id, same, facts);
        await tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });
        await tx.ExecuteAsync(AddSql, new
        {
            id,
            version,
            sequence,
            Tx.Open,
            tx.Now,
            facts.Name,
            facts.Pitch,
            incubators = JsonText.Of(facts.Incubators),
            sponsors = JsonText.Of(facts.Sponsors),
            facts.Link,
            facts.Repository,
            facts.Contact,
            themes = JsonText.Of(facts.Themes),
            audiences = JsonText.Of(facts.Audiences),
            technologies = JsonText.Of(facts.Technologies),
            facts.NationalImpactOn,
            facts.Accessibility,
            facts.StatsUrl,
            facts.BudgetUrl,
            facts.ImpactUrl,
            facts.DashlordUrl,
            riskAnalysis = facts.RiskAnalysis is { } analysis ? JsonText.Of(analysis) : null,
            events = JsonText.Of(facts.Events),
            source = facts.Source is { } source ? JsonText.Of(source) : null,
            descriptionId,
        });
        await tx.RefreshIndexAsync(sequence, id, same, facts);
        return version;
    }

    /// <summary>
    /// Makes an id known, so that phases and committees may be written before the first version.
    /// False when it was known, be it in the past.
    /// </summary>
    public static async Task<bool> KnowStartupAsync(this Tx tx, string id) => await tx.ExecuteAsync(KnowSql, new { id }) > 0;

    /// <summary>Ends all that is known of a startup. What was known before stays known as of then.</summary>
    public static Task CloseStartupAsync(this Tx tx, long sequence, string id) => tx.ExecuteAsync(CloseAllSql, new { id, sequence, Tx.Open });

    // Descriptions are long and seldom change: versions share them.
    private static async Task<long?> DescribeAsync(Tx tx, string id, StartupFacts? before, StartupFacts facts) =>
        facts.Description is null ? null
        : facts.Description == before?.Description ? await tx.ScalarAsync<long?>(DescriptionIdSql, new { id, Tx.Open })
        : await tx.ScalarAsync<long?>(DescribeSql, new { facts.Description });

    private sealed record Row
    {
        public required string StartupId { get; init; }
        public required long Version { get; init; }
        public required DateTimeOffset ModifiedAt { get; init; }
        public required string Name { get; init; }
        public string? Pitch { get; init; }
        public required string Incubators { get; init; }
        public required string Sponsors { get; init; }
        public string? Link { get; init; }
        public string? Repository { get; init; }
        public string? Contact { get; init; }
        public required string Themes { get; init; }
        public required string Audiences { get; init; }
        public required string Technologies { get; init; }
        public DateOnly? NationalImpactOn { get; init; }
        public string? Accessibility { get; init; }
        public string? StatsUrl { get; init; }
        public string? BudgetUrl { get; init; }
        public string? ImpactUrl { get; init; }
        public string? DashlordUrl { get; init; }
        public string? RiskAnalysis { get; init; }
        public required string Events { get; init; }
        public string? Source { get; init; }
        public string? Description { get; init; }

        public RecordedStartup Recorded() => new(StartupId, (int)Version, ModifiedAt, new()
        {
            Name = Name,
            Pitch = Pitch,
            Description = Description,
            Incubators = JsonText.List(Incubators),
            Sponsors = JsonText.List(Sponsors),
            Link = Link,
            Repository = Repository,
            Contact = Contact,
            Themes = JsonText.List(Themes),
            Audiences = JsonText.List(Audiences),
            Technologies = JsonText.List(Technologies),
            NationalImpactOn = NationalImpactOn,
            Accessibility = Accessibility,
            StatsUrl = StatsUrl,
            BudgetUrl = BudgetUrl,
            ImpactUrl = ImpactUrl,
            DashlordUrl = DashlordUrl,
            RiskAnalysis = RiskAnalysis is null ? null : JsonText.Read<RiskAnalysis>(RiskAnalysis),
            Events = JsonText.Read<StartupEvent[]>(Events),
            Source = Source is null ? null : JsonText.Read<StartupSource>(Source),
        });
    }
}
