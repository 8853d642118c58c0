using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Startups.Listing;

/// <summary>
/// What is asked of startups: filters, which day and which knowledge, order and page. One reading for the list,
/// CSV, NDJSON and facets.
/// </summary>
internal sealed record StartupQuery : IQuery<StartupQuery>
{
    public const string ByName = "name";
    public const string ByModifiedAt = "modifiedAt";
    public const string ByEnteredOn = "enteredOn";
    public const string ByPhaseSince = "phaseSince";
    public const string ByRank = "rank";

    private static readonly TextParameter IdsParameter = new("id", "Id of a startup; former ids are accepted.", Bounds.LongestId)
    {
        Repeatable = true,
        MostValues = 200,
    };

    private static readonly ChoiceParameter HandOverParameter = new(
        "handOver", "Status of a hand-over of the startup; `open` finds what may be applied for.", [.. EnumCodes<HandOverStatus>.All])
    { Repeatable = true };

    private static readonly InstantParameter ModifiedSinceParameter =
        new("modifiedSince", "The instant from which on the startup was modified last, itself included.");

    private static readonly TextParameter QParameter =
        new(
            "q",
            "Words searched in name, pitch and description; accents, case and French endings do not matter. "
                + "The last word matches by its beginning.",
            500)
        { Example = "exemple" };

    private static readonly ChoiceParameter StatusParameter =
        new("status", "Where the startup stands on the day.", [.. EnumCodes<Status>.All]) { Repeatable = true };

    private static readonly ChoiceParameter PhaseParameter =
        new("phase", "Code of the current phase; older names are accepted, and `alumni` means both ways to stop.",
            [.. Phases.All.Select(phase => phase.Code), .. Phases.All.SelectMany(phase => phase.FormerNames).Distinct()])
        { Repeatable = true };

    private static readonly IdParameter IncubatorParameter =
        new("incubator", "Id of an incubator; former ids are accepted.", Kinds.Incubator) { Repeatable = true, AsksPast = AsksPast };
    private static readonly IdParameter SponsorParameter =
        new("sponsor", "Id of a sponsoring administration; what its predecessors sponsored is found too.", Kinds.Administration)
        { Repeatable = true, AsksPast = AsksPast };
    private static readonly IdParameter HostParameter = new(
        "host", "Id of the administration that received the startup; what its predecessors received is found too.", Kinds.Administration)
    { Repeatable = true, AsksPast = AsksPast };
    private static readonly TextParameter DomainParameter =
        new("domain", "Ministerial domain of any sponsor; case, accents and punctuation do not matter.") { Repeatable = true };
    private static readonly TextParameter ThemeParameter =
        new("theme", "A theme; case, accents and punctuation do not matter.") { Repeatable = true };
    private static readonly TextParameter AudienceParameter =
        new("audience", "An audience; case, accents and punctuation do not matter.") { Repeatable = true };
    private static readonly TextParameter TechnologyParameter =
        new("technology", "A technology; case, accents and punctuation do not matter.") { Repeatable = true };
    private static readonly DayParameter EnteredFromParameter = new("enteredFrom", "First day of the entry into incubation.");
    private static readonly DayParameter EnteredToParameter = new("enteredTo", "Last day of the entry into incubation.");
    private static readonly DayParameter ExitedFromParameter = new("exitedFrom", "First day of the exit from incubation.");
    private static readonly DayParameter ExitedToParameter = new("exitedTo", "Last day of the exit from incubation.");
    private static readonly FlagParameter OverdueParameter =
        new("overdue", "Whether the startup has been incubating for over three years.");
    private static readonly FlagParameter NationalImpactParameter =
        new("nationalImpact", "Whether its national impact was recognised by the day.");

    private static readonly FlagParameter WithdrawnParameter = new(
        "withdrawn", "Only startups that were withdrawn, as they were then: by their source, or by an agent. They stand in no other list.");

    private static readonly ChoiceParameter SortParameter =
        new("sort", "Order of the items; absent values come last both ways. "
            + "With `q` the best match comes first unless an order is asked for.",
            [.. new[] { ByName, ByModifiedAt, ByEnteredOn, ByPhaseSince }.SelectMany(sort => new[] { sort, "-" + sort })]);

    private static readonly IntegerParameter LimitParameter = new("limit", "Most items of a page.", 1, 200, 50) { Example = "20" };
    private static readonly TextParameter CursorParameter =
        new("cursor", "Where the page begins, as given in `next`; it belongs to one query.", Cursor.LongestText);
    private static readonly NamesParameter FieldsParameter = new(
        "fields", "Members of each item, separated by commas; `id` is always there.", [.. StartupFields.Names])
    { Example = "name,phase" };

    public static readonly NamesParameter ExportFieldsParameter = new(
        "fields",
        "Members of each startup, separated by commas, those of the detail that are facts too; `id` is always there.",
        [.. StartupFields.Names, .. StartupFields.Details])
    { Example = "name,phase" };

    private static readonly QueryParameter[] Filters =
    [
        IdsParameter, QParameter, StatusParameter, PhaseParameter, IncubatorParameter, SponsorParameter, HostParameter, DomainParameter,
        ThemeParameter, AudienceParameter, TechnologyParameter, EnteredFromParameter, EnteredToParameter, ExitedFromParameter,
        ExitedToParameter, OverdueParameter, NationalImpactParameter, HandOverParameter, WithdrawnParameter, ModifiedSinceParameter,
        Times.AsOf, Times.KnownAt,
    ];

    /// <summary>The parameters of the list.</summary>
    public static readonly IReadOnlyList<QueryParameter> ListParameters =
        [.. Filters, SortParameter, LimitParameter, CursorParameter, FieldsParameter];

    /// <summary>The parameters of the facets.</summary>
    public static readonly IReadOnlyList<QueryParameter> FacetParameters = Filters;

    /// <summary>The parameters of an export.</summary>
    public static readonly IReadOnlyList<QueryParameter> ExportParameters = [.. Filters, SortParameter, ExportFieldsParameter];

    public IReadOnlyList<string> Ids { get; init; } = [];
    public IReadOnlyList<string> HandOvers { get; init; } = [];
    public DateTimeOffset? ModifiedSince { get; init; }
    public string? Q { get; init; }
    public IReadOnlyList<string> Statuses { get; init; } = [];
    public IReadOnlyList<string> PhaseCodes { get; init; } = [];
    public IReadOnlyList<string> Incubators { get; init; } = [];
    public IReadOnlyList<string> Sponsors { get; init; } = [];
    public IReadOnlyList<string> Hosts { get; init; } = [];
    public IReadOnlyList<string> Domains { get; init; } = [];
    public IReadOnlyList<string> Themes { get; init; } = [];
    public IReadOnlyList<string> Audiences { get; init; } = [];
    public IReadOnlyList<string> Technologies { get; init; } = [];
    public DateOnly? EnteredFrom { get; init; }
    public DateOnly? EnteredTo { get; init; }
    public DateOnly? ExitedFrom { get; init; }
    public DateOnly? ExitedTo { get; init; }
    public bool? Overdue { get; init; }
    public bool? NationalImpact { get; init; }
    public bool Withdrawn { get; init; }
    public required DateOnly Day { get; init; }
    public DateTimeOffset? KnownAt { get; init; }
    public string Sort { get; init; } = ByName;
    public bool Descending { get; init; }
    public int Limit { get; init; } = 50;
    public Cursor? After { get; init; }

    public Paging? Paging { get; init; }
    public IReadOnlySet<string>? Fields { get; init; }

    /// <summary>The query without page and fields, in one spelling: what a cursor belongs to and a total is counted for.</summary>
    public required string Canonical { get; init; }

    /// <summary>Reads a query string; the reader then holds what is wrong with it.</summary>
    /// <param name="today">The day meant when none is asked for.</param>
    public static StartupQuery Read(QueryReader reader, DateOnly today)
    {
        var sort = reader.Text(SortParameter);
        var q = reader.Text(QParameter);
        var query = new StartupQuery
        {
            Ids = reader.Texts(IdsParameter),
            HandOvers = reader.Texts(HandOverParameter),
            ModifiedSince = reader.Instant(ModifiedSinceParameter),
            Q = q,
            Statuses = reader.Texts(StatusParameter),
            PhaseCodes = [.. reader.Texts(PhaseParameter).SelectMany(Phases.Named).Select(phase => phase.Code).Distinct()],
            Incubators = reader.Texts(IncubatorParameter),
            Sponsors = reader.Texts(SponsorParameter),
            Hosts = reader.Texts(HostParameter),
            Domains = Keys(reader.Texts(DomainParameter)),
            Themes = Keys(reader.Texts(ThemeParameter)),
            Audiences = Keys(reader.Texts(AudienceParameter)),
            Technologies = Keys(reader.Texts(TechnologyParameter)),
            EnteredFrom = reader.Day(EnteredFromParameter),
            EnteredTo = reader.Day(EnteredToParameter),
            ExitedFrom = reader.Day(ExitedFromParameter),
            ExitedTo = reader.Day(ExitedToParameter),
            Overdue = reader.Flag(OverdueParameter),
            NationalImpact = reader.Flag(NationalImpactParameter),
            Withdrawn = reader.Flag(WithdrawnParameter) ?? false,
            KnownAt = Times.Known(reader),
            Day = Times.Day(reader, today),
            Sort = sort?.TrimStart('-') ?? (q is null ? ByName : ByRank),
            Descending = sort is ['-', ..],
            Limit = reader.Integer(LimitParameter) ?? 50,
            Fields = FieldsAsked(reader),
            Paging = reader.Paging,
            Canonical = reader.Canonical(except: [LimitParameter, CursorParameter, FieldsParameter]),
        };

        // The day of the first page holds for all, also past midnight.
        return reader.Cursor(CursorParameter, query.Canonical) is { } after ? query with { After = after, Day = after.Day } : query;
    }

    /// <summary>The members of each startup that are asked for; null where none is named.</summary>
    public static IReadOnlySet<string>? FieldsAsked(QueryReader reader) =>
        reader.Text(FieldsParameter) is { } fields ? fields.Split(',').ToHashSet(StringComparer.Ordinal) : null;

    /// <summary>Durations move at each midnight, phases as planned: told by what is asked for.</summary>
    public static readonly Shows Shown = new(Areas.Portfolio, Moves.Daily)
    {
        MovesAsAsked = reader => reader.Text(FieldsParameter) is { } fields && !fields.Split(',').Contains("incubation")
            && reader.Text(OverdueParameter) is null
                ? Moves.WithPlans
                : Moves.Daily,
    };

    /// <summary>The query without one of its filters, for the facet on it.</summary>
    public StartupQuery Without(string facet) => facet switch
    {
        "phase" => this with { PhaseCodes = [] },
        "status" => this with { Statuses = [] },
        "incubator" => this with { Incubators = [] },
        "sponsor" => this with { Sponsors = [] },
        "domain" => this with { Domains = [] },
        "theme" => this with { Themes = [] },
        "audience" => this with { Audiences = [] },
        "technology" => this with { Technologies = [] },
        _ => this,
    };

    // What is withdrawn is shown as it was then, with whatever it named.
    private static bool AsksPast(QueryReader reader) => Times.Known(reader) is not null || reader.Flag(WithdrawnParameter) == true;

    private static List<string> Keys(IReadOnlyList<string> values) => [.. values.Select(Folding.TermKey).Distinct()];
}
