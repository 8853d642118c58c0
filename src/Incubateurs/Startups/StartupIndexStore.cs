using Incubateurs.Incubation;
using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>
/// What is derived from a startup's facts so that lists, filters, facets and figures read one indexed predicate:
/// spans (where it stands from a day to another one), terms (what it is filtered by) and the words of the search.
/// Only what differs from the earlier rows is superseded.
/// </summary>
internal static class StartupIndexStore
{
    private const string SpansSql = """
        SELECT id, from_day, to_day, name_key, status, phase, since, entered_on, built_on, exited_on,
               exit_phase, next_phase, next_on, overdue_on
          FROM spans
         WHERE startup_id = @id
           AND known_to = @Open
        """;

    private const string AddSpanSql = """
        INSERT INTO spans (startup_id, known_from, known_to, from_day, to_day, name_key, status, phase, since, entered_on,
               built_on, exited_on, exit_phase, next_phase, next_on, overdue_on)
        VALUES (@Id, @Sequence, @Open, @FromDay, @ToDay, @NameKey, @Status, @Phase, @Since, @EnteredOn,
               @BuiltOn, @ExitedOn, @ExitPhase, @NextPhase, @NextOn, @OverdueOn)
        """;

    private const string CloseSpanSql = "UPDATE spans SET known_to = @sequence WHERE id = @Id";

    private const string TermsSql =
        "SELECT id, kind, key, value, name_key FROM startup_terms WHERE startup_id = @id AND known_to = @Open";

    private const string AddTermSql = """
        INSERT INTO startup_terms (startup_id, kind, key, value, name_key, known_from, known_to)
        VALUES (@Id, @Kind, @Key, @Value, @NameKey, @Sequence, @Open)
        """;

    private const string CloseTermSql = "UPDATE startup_terms SET known_to = @sequence WHERE id = @Id";

    private const string CloseAllSql = """
        UPDATE spans SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE startup_terms SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE search_texts SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        """;

    private const string DomainsSql = """
        SELECT DISTINCT domain
          FROM administration_versions
         WHERE known_to = @Open
           AND administration_id IN @Sponsors
           AND domain IS NOT NULL
         ORDER BY domain
        """;

    /// <summary>Brings everything derived up to the facts and phases known now. What stands in no list derives nothing.</summary>
    /// <param name="before">The facts that the words of the search were made of; null where there are none.</param>
    /// <param name="words">Those of the facts, where they were prepared.</param>
    public static async Task RefreshIndexAsync(
        this Tx tx, long sequence, string id, StartupFacts? before, StartupFacts facts, SearchedWords? words = null)
    {
        if (await tx.IsUnlistedAsync(Kinds.Startup, id))
        {
            await tx.ExecuteAsync(CloseAllSql, new { id, sequence, Tx.Open });
            return;
        }

        var nameKey = Folding.Key(facts.Name);
        await RefreshSpansAsync(tx, sequence, id, nameKey);
        await RefreshTermsAsync(tx, sequence, id, nameKey, facts);
        if (before is null || (before.Name, before.Pitch, before.Description) != (facts.Name, facts.Pitch, facts.Description))
            await tx.IndexWordsAsync(sequence, id, nameKey, words ?? SearchedWords.Of(facts.Name, facts.Pitch, facts.Description));
    }

    private static async Task RefreshSpansAsync(Tx tx, long sequence, string id, string nameKey)
    {
        var phases = await tx.ListPhaseStartsAsync(id, Knowledge.Now);
        var wanted = Lifecycle.Stretches(phases).Select(stretch => Span.Of(stretch, nameKey)).ToHashSet();
        foreach (var row in await tx.QueryAsync<SpanRow>(SpansSql, new { id, Tx.Open }))
            if (!wanted.Remove(row.Span()))
                await tx.ExecuteAsync(CloseSpanSql, new { row.Id, sequence });
        await tx.ExecuteAsync(AddSpanSql, wanted.Select(span => new
        {
            Id = id,
            Sequence = sequence,
            Tx.Open,
            span.FromDay,
            span.ToDay,
            span.NameKey,
            span.Status,
            span.Phase,
            span.Since,
            span.EnteredOn,
            span.BuiltOn,
            span.ExitedOn,
            span.ExitPhase,
            span.NextPhase,
            span.NextOn,
            span.OverdueOn,
        }));
    }

    private static async Task RefreshTermsAsync(Tx tx, long sequence, string id, string nameKey, StartupFacts facts)
    {
        var domains = facts.Sponsors.Count == 0 ? [] : await tx.QueryAsync<string>(DomainsSql, new { facts.Sponsors, Tx.Open });
        var wanted = Terms(facts, domains).Select(term => term with { NameKey = nameKey }).ToHashSet();
        foreach (var row in await tx.QueryAsync<TermRow>(TermsSql, new { id, Tx.Open }))
            if (!wanted.Remove(new(row.Kind, row.Key, row.Value, row.NameKey)))
                await tx.ExecuteAsync(CloseTermSql, new { row.Id, sequence });
        foreach (var kind in (string[])[Kinds.Incubator, Kinds.Administration])
            if (wanted.Where(term => term.Kind == (kind == Kinds.Incubator ? "incubator" : "sponsor")).Select(term => term.Key).ToList()
                is { Count: > 0 } named)
                await tx.RelistAsync(kind, named);
        await tx.ExecuteAsync(
            AddTermSql,
            wanted.Select(term => new { Id = id, Sequence = sequence, Tx.Open, term.Kind, term.Key, term.Value, term.NameKey }));
    }

    // One term for each key, even where a startup spells it twice.
    private static IEnumerable<Term> Terms(StartupFacts facts, IEnumerable<string> domains) =>
        ((IEnumerable<Term>)[
            .. facts.Incubators.Select(id => new Term("incubator", id, id)),
            .. facts.Sponsors.Select(id => new Term("sponsor", id, id)),
            .. domains.Select(domain => new Term("domain", Folding.TermKey(domain), domain)),
            .. facts.Themes.Select(theme => new Term("theme", Folding.TermKey(theme), theme)),
            .. facts.Audiences.Select(audience => new Term("audience", Folding.TermKey(audience), audience)),
            .. facts.Technologies.Select(technology => new Term("technology", Folding.TermKey(technology), technology)),
        ]).DistinctBy(term => (term.Kind, term.Key));

    private sealed record Term(string Kind, string Key, string Value, string NameKey = "");

    private sealed record Span(
        DateOnly FromDay, DateOnly ToDay, string NameKey, string Status, string? Phase, DateOnly? Since, DateOnly? EnteredOn,
        DateOnly? BuiltOn, DateOnly? ExitedOn, string? ExitPhase, string? NextPhase, DateOnly? NextOn, DateOnly? OverdueOn)
    {
        public static Span Of(Stretch stretch, string nameKey)
        {
            var standing = stretch.Standing;
            return new(
                stretch.From, stretch.To, nameKey, standing.Status.Code(), standing.Current?.Phase.Code, standing.Current?.StartsOn,
                standing.Entry, standing.BuildEntry, standing.Exit?.StartsOn, standing.Exit?.Phase.Code,
                standing.Next?.Phase.Code, standing.Next?.StartsOn, standing.OverdueOn);
        }
    }

    private sealed record SpanRow
    {
        public required long Id { get; init; }
        public required DateOnly FromDay { get; init; }
        public required DateOnly ToDay { get; init; }
        public required string NameKey { get; init; }
        public required string Status { get; init; }
        public string? Phase { get; init; }
        public DateOnly? Since { get; init; }
        public DateOnly? EnteredOn { get; init; }
        public DateOnly? BuiltOn { get; init; }
        public DateOnly? ExitedOn { get; init; }
        public string? ExitPhase { get; init; }
        public string? NextPhase { get; init; }
        public DateOnly? NextOn { get; init; }
        public DateOnly? OverdueOn { get; init; }

        public Span Span() => new(
            FromDay, ToDay, NameKey, Status, Phase, Since, EnteredOn, BuiltOn, ExitedOn, ExitPhase, NextPhase, NextOn, OverdueOn);
    }

    private sealed record TermRow
    {
        public required long Id { get; init; }
        public required string Kind { get; init; }
        public required string Key { get; init; }
        public required string Value { get; init; }
        public required string NameKey { get; init; }
    }
}
