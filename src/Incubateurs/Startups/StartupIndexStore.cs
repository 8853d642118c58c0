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

    private const string CountTextsSql = "SELECT count(*) FROM search_texts WHERE startup_id = @id AND known_to = @Open";

    private const string CountRowsSql = """
        SELECT (SELECT count(*) FROM spans WHERE startup_id = @id AND known_to = @Open)
             + (SELECT count(*) FROM startup_terms WHERE startup_id = @id AND known_to = @Open)
        """;

    private static string DomainsSql(Knowledge knowledge) => $"""
        SELECT DISTINCT a.domain
          FROM administration_versions a
         WHERE {knowledge.Of("a")}
           AND a.administration_id IN @Sponsors
           AND a.domain IS NOT NULL
         ORDER BY a.domain
        """;

    /// <summary>Brings everything derived up to the facts and phases known now. What stands in no list derives nothing.</summary>
    /// <param name="before">The facts that the words of the search were made of; null where there are none.</param>
    /// <param name="words">Those of the facts, where they were prepared.</param>
    public static async Task RefreshIndexAsync(
        this Tx tx, long sequence, string id, StartupFacts? before, StartupFacts facts, SearchedWords? words = null)
    {
        if (await tx.IsUnlistedAsync(Kinds.Startup, id))
        {
            await tx.DeriveNothingAsync(sequence, id);
            return;
        }

        await tx.DeriveAsync(sequence, id, before, facts, Knowledge.Now, words);
    }

    /// <summary>Whether what is derived of a startup is what its facts and phases say; of words, that there is one text.</summary>
    public static async Task<bool> IsAsDerivedAsync(this Tx tx, RecordedStartup startup)
    {
        var (id, facts) = (startup.Id, startup.Facts);
        var texts = await tx.ScalarAsync<long>(CountTextsSql, new { id, Tx.Open });
        if (!startup.IsListed)
            return texts + await tx.ScalarAsync<long>(CountRowsSql, new { id, Tx.Open }) == 0;

        var nameKey = Folding.Key(facts.Name);
        return texts == 1
            && (await SpansAsync(tx, id, nameKey, Knowledge.Now)).IsNone
            && (await TermsAsync(tx, id, nameKey, facts, Knowledge.Now)).IsNone;
    }

    /// <summary>Ends whatever is derived of a startup.</summary>
    public static Task DeriveNothingAsync(this Tx tx, long sequence, string id) =>
        tx.ExecuteAsync(CloseAllSql, new { id, sequence, Tx.Open });

    /// <summary>Brings what is derived of a startup that stands in lists up to what is known.</summary>
    public static async Task DeriveAsync(
        this Tx tx, long sequence, string id, StartupFacts? before, StartupFacts facts, Knowledge knowledge, SearchedWords? words = null)
    {
        var nameKey = Folding.Key(facts.Name);
        await RefreshSpansAsync(tx, sequence, id, nameKey, knowledge);
        await RefreshTermsAsync(tx, sequence, id, nameKey, facts, knowledge);
        if (before is null || (before.Name, before.Pitch, before.Description) != (facts.Name, facts.Pitch, facts.Description))
            await tx.IndexWordsAsync(sequence, id, nameKey, words ?? SearchedWords.Of(facts.Name, facts.Pitch, facts.Description));
    }

    private static async Task<Lag<Span>> SpansAsync(Tx tx, string id, string nameKey, Knowledge knowledge)
    {
        var phases = await tx.ListPhaseStartsAsync(id, knowledge);
        return Lag.Of(
            Lifecycle.Stretches(phases).Select(stretch => Span.Of(stretch, nameKey)),
            (await tx.QueryAsync<SpanRow>(SpansSql, new { id, Tx.Open })).Select(row => (row.Id, row.Span())));
    }

    private static async Task RefreshSpansAsync(Tx tx, long sequence, string id, string nameKey, Knowledge knowledge)
    {
        var (stale, missing) = await SpansAsync(tx, id, nameKey, knowledge);
        foreach (var row in stale)
            await tx.ExecuteAsync(CloseSpanSql, new { Id = row, sequence });
        await tx.ExecuteAsync(AddSpanSql, missing.Select(span => new
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

    private static async Task<Lag<Term>> TermsAsync(Tx tx, string id, string nameKey, StartupFacts facts, Knowledge knowledge)
    {
        var domains = facts.Sponsors.Count == 0
            ? []
            : await tx.QueryAsync<string>(DomainsSql(knowledge), new { facts.Sponsors, sequence = knowledge.Sequence });
        return Lag.Of(
            Terms(facts, domains).Select(term => term with { NameKey = nameKey }),
            (await tx.QueryAsync<TermRow>(TermsSql, new { id, Tx.Open }))
                .Select(row => (row.Id, new Term(row.Kind, row.Key, row.Value, row.NameKey))));
    }

    private static async Task RefreshTermsAsync(
        Tx tx, long sequence, string id, string nameKey, StartupFacts facts, Knowledge knowledge)
    {
        var (stale, wanted) = await TermsAsync(tx, id, nameKey, facts, knowledge);
        foreach (var row in stale)
            await tx.ExecuteAsync(CloseTermSql, new { Id = row, sequence });
        foreach (var kind in (string[])(knowledge == Knowledge.Now ? [Kinds.Incubator, Kinds.Administration] : []))
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

    /// <summary>The rows that are no longer right, and what there is no row of.</summary>
    private sealed record Lag<T>(IReadOnlyList<long> Stale, HashSet<T> Missing)
    {
        public bool IsNone => Stale.Count == 0 && Missing.Count == 0;
    }

    private static class Lag
    {
        public static Lag<T> Of<T>(IEnumerable<T> derived, IEnumerable<(long Id, T Value)> rows)
        {
            var missing = derived.ToHashSet();
            return new([.. rows.ToList().Where(row => !missing.Remove(row.Value)).Select(row => row.Id)], missing);
        }
    }

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
