using System.Data.Common;
using Dapper;
using Incubateurs.Words;

namespace Incubateurs.Storage;

/// <summary>
/// A transaction that carries its own clock, actor and cancellation. Stores are extension methods on it.
/// </summary>
internal sealed class Tx(
    IEngine engine,
    DbConnection db,
    Versions versions,
    DateTimeOffset now,
    DateTimeOffset clock,
    Actor actor,
    CancellationToken cancellation)
{
    /// <summary>Stands for "until further notice" in <c>known_to</c>.</summary>
    public const long Open = long.MaxValue;

    private const string AppendSql = """
        INSERT INTO changes (sequence, at, agent_id, administration_id, type, subject, subject_id, data)
        VALUES (@Sequence, @Now, @agentId, @administrationId, @type, @subject, @id, @json)
        """;

    private const string CloseSql = """
        UPDATE versions
           SET sequence      = @Sequence,
               instant       = @Now,
               portfolio     = @Portfolio,
               portfolio_at  = @PortfolioAt,
               hand_overs    = @HandOvers,
               hand_overs_at = @HandOversAt,
               voices        = @Voices,
               voices_at     = @VoicesAt,
               agents        = @Agents,
               agents_at     = @AgentsAt,
               specimen      = @Specimen,
               specimen_at   = @SpecimenAt,
               removals      = @Removals,
               removals_at   = @RemovalsAt,
               feed          = @Feed,
               feed_at       = @FeedAt
         WHERE id = 1
        """;

    private const string SequenceAtSql = "SELECT coalesce(max(sequence), 0) FROM changes WHERE at <= @instant";

    private readonly List<(string What, string Id)> signals = [];
    private readonly List<ActedChange> acted = [];
    private readonly Dictionary<long, string> appended = [];
    private readonly List<Touched> touched = [];
    private Areas raised;

    /// <summary>The version of the data at the beginning of the transaction.</summary>
    public Versions Versions { get; } = versions;

    /// <summary>
    /// The instant that the transaction records; a write's is later than that of every earlier write, also when the clock went
    /// back.
    /// </summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>
    /// What the clock says. How long something waits or is kept goes by it: a clock that was once wrong must stop nothing and
    /// delete nothing.
    /// </summary>
    public DateTimeOffset Clock { get; } = clock;

    /// <summary>The day of the clock in Paris.</summary>
    public DateOnly Today { get; } = clock.DayInParis();

    public Actor Actor { get; } = actor;

    /// <summary>The engine's index of words.</summary>
    public ISearch Search => engine.Search;

    /// <summary>The last change, those of this transaction included.</summary>
    public long Sequence { get; private set; } = versions.Sequence;

    /// <summary>What an agent has changed in this transaction, for the log of accesses.</summary>
    public IReadOnlyList<ActedChange> Acted => acted;

    /// <summary>What says something else since a change of this transaction, in order; nothing of the specimen.</summary>
    public IReadOnlyList<Touched> Touched => touched;

    public bool Abandoned { get; private set; }

    /// <summary>Told each statement before it is asked; see <see cref="Database.OnStatement"/>.</summary>
    public Action<string>? OnStatement { get; init; }

    /// <summary>Nothing of this transaction shall remain: a dry run, or a refusal after something was written.</summary>
    public void Abandon() => Abandoned = true;

    public Task<IEnumerable<T>> QueryAsync<T>(string sql, object? args = null) => Told(db.QueryAsync<T>(Command(sql, args)));

    public Task<T?> FirstAsync<T>(string sql, object? args = null) => Told(db.QueryFirstOrDefaultAsync<T>(Command(sql, args)));

    public Task<T?> ScalarAsync<T>(string sql, object? args = null) => Told(db.ExecuteScalarAsync<T>(Command(sql, args)));

    public Task<int> ExecuteAsync(string sql, object? args = null) => Told(db.ExecuteAsync(Command(sql, args)));

    /// <summary>What is wrong with what is stored; nothing in a sound database.</summary>
    public Task<IReadOnlyList<string>> ListFaultsAsync(bool quick = false) => engine.ListFaultsAsync(this, quick);

    /// <summary>The last change known at an instant; 0 before the first.</summary>
    public Task<long> SequenceAtAsync(DateTimeOffset instant) => ScalarAsync<long>(SequenceAtSql, new { instant });

    /// <summary>What was known at an instant, or is known now.</summary>
    public async Task<Knowledge> KnowledgeAsync(DateTimeOffset? knownAt) =>
        knownAt is { } instant ? new(await SequenceAtAsync(instant), instant) : Knowledge.Now;

    /// <summary>
    /// Appends a change and answers its sequence, which the rows that it writes carry as <c>known_from</c>
    /// and the rows that it supersedes as <c>known_to</c>.
    /// </summary>
    /// <param name="subject">What changed: <c>startup</c>, <c>incubator</c>, <c>administration</c>…</param>
    /// <param name="id">Its id.</param>
    /// <param name="data">Dated facts without persons, before and after.</param>
    /// <param name="by">Who did it, where it is not the actor of the transaction.</param>
    public async Task<long> AppendAsync(Areas areas, string type, string subject, string id, object data, Actor? by = null)
    {
        Sequence++;
        Raise(areas);
        appended[Sequence] = type;
        var json = JsonText.Of(data);
        var (agent, administrationId) = by ?? Actor;
        long? agentId = agent is null ? null : (await this.AgentAsync(agent)).Id;
        await ExecuteAsync(AppendSql, new { Sequence, Now, agentId, administrationId, type, subject, id, json });
        if (agent is not null)
            acted.Add(new(Sequence, type, subject, id, IsOfSpecimen));
        return Sequence;
    }

    /// <summary>Tells the hook behind the write that something changed which others derive from.</summary>
    /// <param name="what">What changed of a thing, such as <c>administration.domain</c>.</param>
    public void Signal(string what, string id) => signals.Add((what, id));

    /// <summary>The ids of the things of which this changed in the transaction.</summary>
    public IReadOnlyList<string> Signalled(string what) =>
        [.. signals.Where(signal => signal.What == what).Select(signal => signal.Id).Distinct()];

    /// <summary>
    /// Notes that something says something else since a change: whoever writes a row that an answer shows calls it, and the feed tells it.
    /// </summary>
    /// <param name="sequence">Of the change, made in this transaction.</param>
    /// <param name="resource">Of <see cref="Kinds"/>.</param>
    /// <param name="startupId">The startup that it belongs to, where it is none itself.</param>
    /// <param name="type">What happened to it, where the change tells it of another thing.</param>
    public void Touch(long sequence, string resource, string id, string? startupId = null, string? type = null)
    {
        if (!IsOfSpecimen)
            touched.Add(new(sequence, appended[sequence], resource, id, resource == Kinds.Startup ? id : startupId, type));
    }

    /// <summary>Raises areas without a change of the log: what strangers write.</summary>
    public void Raise(Areas areas) => raised |= IsOfSpecimen ? Areas.Specimen : areas;

    /// <summary>The feed has more to tell, or tells something otherwise.</summary>
    public void RaiseFeed() => raised |= Areas.Feed;

    /// <summary>Whether this transaction has raised an area.</summary>
    public bool HasRaised(Areas area) => raised.HasFlag(area);

    /// <summary>What is written from here on is written to the specimen, which no answer shows but its own.</summary>
    public bool IsOfSpecimen { get; set; }

    /// <summary>The version of the data once this transaction is committed, as far as it has come.</summary>
    public Versions Written() => Sequence == Versions.Sequence && raised == Areas.None ? Versions : new(
        Sequence,
        Now,
        Raised(Areas.Portfolio, Versions.Portfolio),
        Raised(Areas.HandOvers, Versions.HandOvers),
        Raised(Areas.Voices, Versions.Voices),
        Raised(Areas.Agents, Versions.Agents),
        Raised(Areas.Specimen, Versions.Specimen),
        Raised(Areas.Removals, Versions.Removals),
        Raised(Areas.Feed, Versions.Feed));

    /// <summary>Writes the versions that this transaction raised; a transaction that changed nothing raises none.</summary>
    public async Task CloseAsync()
    {
        if (Sequence == Versions.Sequence && raised == Areas.None)
            return;

        var written = Written();
        await ExecuteAsync(CloseSql, new
        {
            Sequence,
            Now,
            Portfolio = written.Portfolio.Number,
            PortfolioAt = written.Portfolio.At,
            HandOvers = written.HandOvers.Number,
            HandOversAt = written.HandOvers.At,
            Voices = written.Voices.Number,
            VoicesAt = written.Voices.At,
            Agents = written.Agents.Number,
            AgentsAt = written.Agents.At,
            Specimen = written.Specimen.Number,
            SpecimenAt = written.Specimen.At,
            Removals = written.Removals.Number,
            RemovalsAt = written.Removals.At,
            Feed = written.Feed.Number,
            FeedAt = written.Feed.At,
        });
    }

    // What has been answered already, as an embedded engine always has, costs nothing more.
    private Task<T> Told<T>(Task<T> answer) => answer.IsCompletedSuccessfully ? answer : AwaitAsync(answer);

    private async Task<T> AwaitAsync<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (DbException exception)
        {
            throw engine.Fault(exception);
        }
    }

    private AreaVersion Raised(Areas area, AreaVersion before) => raised.HasFlag(area) ? before.Raised(Now) : before;

    private CommandDefinition Command(string sql, object? args)
    {
        OnStatement?.Invoke(sql);
        return new(sql, args, cancellationToken: cancellation);
    }
}

/// <summary>A change that an agent made.</summary>
/// <param name="IsTrial">On the specimen: it goes when that is set back.</param>
internal sealed record ActedChange(long Sequence, string Type, string Subject, string SubjectId, bool IsTrial);
