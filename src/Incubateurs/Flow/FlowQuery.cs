using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Words;

namespace Incubateurs.Flow;

/// <summary>Of what startups figures are asked, on which day and with which knowledge.</summary>
internal sealed record FlowQuery(
    IReadOnlyList<string> Incubators, IReadOnlyList<string> Sponsors, IReadOnlyList<string> Domains, DateOnly Day, DateTimeOffset? KnownAt)
    : IQuery<FlowQuery>
{
    // A thousand months at most, whatever day is asked for.
    private const int LastYear = 2100;

    private static readonly IdParameter IncubatorParameter =
        new("incubator", "Id of an incubator; former ids are accepted.", Kinds.Incubator) { Repeatable = true };
    private static readonly IdParameter SponsorParameter =
        new("sponsor", "Id of a sponsoring administration; what its predecessors sponsored counts too.", Kinds.Administration)
        { Repeatable = true };
    private static readonly TextParameter DomainParameter =
        new("domain", "Ministerial domain of any sponsor; case, accents and punctuation do not matter.") { Repeatable = true };

    private static readonly ChoiceParameter IntervalParameter =
        new("interval", "Length of the periods.", "year", "quarter", "month") { Default = "year" };
    private static readonly IntegerParameter FromParameter =
        new("from", "The first year of the flow.", FlowFigures.FirstYear, LastYear, FlowFigures.FirstYear);
    private static readonly IntegerParameter ToParameter =
        new("to", "The last year; that of `asOf` if absent. No period begins after `asOf`.", FlowFigures.FirstYear, LastYear);
    private static readonly ChoiceParameter SinceParameter =
        new("since", "What incubations are counted from.", "entry", "buildEntry") { Default = "entry" };

    public static readonly IReadOnlyList<QueryParameter> Parameters =
        [IncubatorParameter, SponsorParameter, DomainParameter, .. Times.Both];

    public static readonly IReadOnlyList<QueryParameter> FlowParameters = [IntervalParameter, FromParameter, ToParameter, .. Parameters];

    public static readonly IReadOnlyList<QueryParameter> IncubationParameters = [SinceParameter, .. Parameters];

    /// <summary>Length of the periods: year, quarter or month.</summary>
    public string Interval { get; init; } = "year";

    public int From { get; init; } = FlowFigures.FirstYear;

    public int To { get; init; } = FlowFigures.FirstYear;

    /// <summary>Since the entry, or since the build entry.</summary>
    public string Since { get; init; } = "entry";

    public IEnumerable<(DateOnly Start, DateOnly End)> Periods() =>
        FlowFigures.Periods(Interval switch { "month" => 1, "quarter" => 3, _ => 12 }, From, To, Day);

    public static FlowQuery Read(QueryReader reader, DateOnly today)
    {
        var day = Times.Day(reader, today);
        var query = new FlowQuery(
            reader.Texts(IncubatorParameter),
            reader.Texts(SponsorParameter),
            [.. reader.Texts(DomainParameter).Select(Folding.TermKey).Distinct()],
            day,
            Times.Known(reader))
        {
            Interval = reader.Text(IntervalParameter) ?? "year",
            From = reader.Integer(FromParameter) ?? FlowFigures.FirstYear,
            To = reader.Integer(ToParameter) ?? Math.Clamp(day.Year, FlowFigures.FirstYear, LastYear),
            Since = reader.Text(SinceParameter) ?? "entry",
        };
        if (query.From > query.To)
            reader.Refuse(FromParameter.Name, new("La première année suit la dernière.", "The first year is after the last."));
        return query;
    }
}
