using System.ComponentModel.DataAnnotations;

namespace Incubateurs.Flow;

/// <summary>The flow of startups through incubation, period by period.</summary>
/// <param name="AsOf">The day whose knowledge of the past counts.</param>
/// <param name="Interval">Length of the periods: year, quarter or month.</param>
/// <param name="Items">The periods, the earliest first; the last ends at `asOf`.</param>
/// <param name="LittlesLaw">How long incubation takes by Little's law, over the last three whole years.</param>
/// <param name="Definition">Address of the definitions of these figures.</param>
public sealed record FlowFiguresAnswer(
    DateOnly AsOf,
    [property: AllowedValues("year", "quarter", "month")] string Interval,
    IReadOnlyList<FlowPeriod> Items,
    LittlesLaw LittlesLaw,
    string Definition);

/// <summary>A period of the flow.</summary>
/// <param name="Start">First day of the period.</param>
/// <param name="End">Last day of the period.</param>
/// <param name="Entries">Startups that entered incubation in the period.</param>
/// <param name="BuildEntries">Startups whose product began to be built in the period.</param>
/// <param name="Exits">Startups that left in the period, by the code of the phase they left into.</param>
/// <param name="Stock">Startups incubating at the end of the period.</param>
/// <param name="StockByPhase">The stock by the code of the current phase.</param>
public sealed record FlowPeriod(
    DateOnly Start,
    DateOnly End,
    int Entries,
    int BuildEntries,
    IReadOnlyDictionary<string, int> Exits,
    int Stock,
    IReadOnlyDictionary<string, int> StockByPhase);

/// <summary>Little's law: a stock is its flow times the time that each one stays.</summary>
/// <param name="From">The first of the years it is taken over.</param>
/// <param name="To">The last of the years it is taken over.</param>
/// <param name="MeanStock">Mean of the stocks at the ends of the years.</param>
/// <param name="ExitsPerYear">Mean of the exits per year.</param>
/// <param name="Years">Years in incubation that follow; absent where nothing left.</param>
public sealed record LittlesLaw(int From, int To, double MeanStock, double ExitsPerYear, double? Years);

/// <summary>How long the phases of incubation last.</summary>
/// <param name="AsOf">The day whose knowledge of the past counts.</param>
/// <param name="Items">One item for each incubation phase.</param>
/// <param name="Definition">Address of the definitions of these figures.</param>
public sealed record FlowDurations(DateOnly AsOf, IReadOnlyList<PhaseDurations> Items, string Definition);

/// <summary>How long a phase lasts, in days.</summary>
/// <param name="Phase">Code of the incubation phase.</param>
/// <param name="Completed">Spells that ended, those without length apart.</param>
/// <param name="MedianDays">Median of the completed spells.</param>
/// <param name="P90Days">Ninth decile of the completed spells, by nearest rank.</param>
/// <param name="ZeroLength">Spells without length: the date of the earlier phase is unknown.</param>
/// <param name="Open">Spells that still go on.</param>
/// <param name="OpenMedianDays">Median of the open spells so far.</param>
/// <param name="KaplanMeierMedianDays">Median over completed and open spells after Kaplan and Meier; absent where less than half
/// ended.</param>
public sealed record PhaseDurations(
    string Phase,
    int Completed,
    double? MedianDays,
    int? P90Days,
    int ZeroLength,
    int Open,
    double? OpenMedianDays,
    int? KaplanMeierMedianDays);

/// <summary>How long incubations took, by the way out.</summary>
/// <param name="AsOf">The day whose knowledge of the past counts.</param>
/// <param name="Since">Counted since the entry, or since the build entry.</param>
/// <param name="Items">One item for each way out, and one for all.</param>
/// <param name="Definition">Address of the definitions of these figures.</param>
public sealed record FlowIncubations(
    DateOnly AsOf, [property: AllowedValues("entry", "buildEntry")] string Since, IReadOnlyList<ExitIncubations> Items, string Definition);

/// <summary>How long incubations took that ended in one way.</summary>
/// <param name="Exit">Code of the phase they left into; `all` for all.</param>
/// <param name="Count">Startups that left so and whose entry is known.</param>
/// <param name="MedianDays">Median of their incubations in days.</param>
/// <param name="P90Days">Ninth decile in days, by nearest rank.</param>
/// <param name="UnderOneYear">Those that took under one year.</param>
/// <param name="OneToThreeYears">Those that took one to three years.</param>
/// <param name="OverThreeYears">Those that took over three years.</param>
public sealed record ExitIncubations(
    string Exit, int Count, double? MedianDays, int? P90Days, int UnderOneYear, int OneToThreeYears, int OverThreeYears);

/// <summary>The startups that are incubating.</summary>
/// <param name="AsOf">The day of the stock.</param>
/// <param name="Total">How many are incubating.</param>
/// <param name="ByPhase">How many are in each incubation phase.</param>
/// <param name="Age">How long they have been incubating, since their entry.</param>
/// <param name="ByIncubator">The portfolio of each incubator, the largest first.</param>
/// <param name="Oldest">The twenty that entered first.</param>
/// <param name="Definition">Address of the definitions of these figures.</param>
public sealed record FlowStock(
    DateOnly AsOf,
    int Total,
    IReadOnlyDictionary<string, int> ByPhase,
    StockAge Age,
    IReadOnlyList<IncubatorStock> ByIncubator,
    IReadOnlyList<OldStartup> Oldest,
    string Definition);

/// <summary>How long the stock has been incubating.</summary>
/// <param name="MedianDays">Median of the days since the entry.</param>
/// <param name="P90Days">Ninth decile of the days, by nearest rank.</param>
/// <param name="UnderOneYear">Those that entered less than one year ago.</param>
/// <param name="OneToThreeYears">Those that entered one to three years ago.</param>
/// <param name="OverThreeYears">Those that entered more than three years ago.</param>
public sealed record StockAge(double? MedianDays, int? P90Days, int UnderOneYear, int OneToThreeYears, int OverThreeYears);

/// <summary>The portfolio of an incubator.</summary>
/// <param name="Id">Id of the incubator.</param>
/// <param name="Name">Name of the incubator.</param>
/// <param name="Total">All its startups, planned ones too.</param>
/// <param name="Incubating">Those that are incubating.</param>
/// <param name="HandedOverOrOperated">Exits into a hand-over or an operation within the network.</param>
/// <param name="Stopped">Exits that are a stop, by code.</param>
/// <param name="Inconclusive">Exits by an inconclusive investigation.</param>
/// <param name="OverThreeYears">Those incubating for over three years.</param>
/// <param name="MedianDaysToHandOver">Median of the incubations that ended in a hand-over or an operation, in days.</param>
public sealed record IncubatorStock(
    string Id,
    string Name,
    int Total,
    int Incubating,
    int HandedOverOrOperated,
    int Stopped,
    int Inconclusive,
    int OverThreeYears,
    double? MedianDaysToHandOver);

/// <summary>A startup that has been incubating for long.</summary>
/// <param name="Id">Id of the incubating startup.</param>
/// <param name="Name">Name of the startup.</param>
/// <param name="Phase">Code of its current phase.</param>
/// <param name="StartedOn">The day it entered incubation.</param>
/// <param name="Days">Days since it entered incubation.</param>
public sealed record OldStartup(string Id, string Name, string Phase, DateOnly StartedOn, int Days);
