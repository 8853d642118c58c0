using System.Globalization;
using Incubateurs.Incubation;

namespace Incubateurs.Tests.Incubation;

/// <summary>The lifecycle (docs/ARCHITECTURE.md, Lifecycle) by example, worked by hand.</summary>
public sealed class LifecycleTests
{
    [Theory]
    // phases | on | status, current @ since, entry, build entry, exit @ since, next @ start, days, verdict, overdue; - for none
    [InlineData("nothing recorded", "", "2026-01-01", "Planned - - - - - - - False")]
    [InlineData("planned only", "investigation 2026-03-01", "2026-02-28", "Planned - - - - investigation@2026-03-01 - - False")]
    [
        InlineData(
            "on its first day",
            "investigation 2026-03-01",
            "2026-03-01",
            "Incubating investigation@2026-03-01 2026-03-01 - - - 0 UnderOneYear False"),
    ]
    [InlineData("planned next", "investigation 2025-01-01, construction 2025-07-01, acceleration 2027-01-01", "2026-01-01",
        "Incubating construction@2025-07-01 2025-01-01 2025-07-01 - acceleration@2027-01-01 365 OneToThreeYears False")]
    [InlineData("the nearest of two planned", "abandon 2028-01-01, investigation 2025-01-01, construction 2027-01-01", "2026-01-01",
        "Incubating investigation@2025-01-01 2025-01-01 - - construction@2027-01-01 365 OneToThreeYears False")]
    [InlineData("equal starts", "construction 2020-01-01, investigation 2020-01-01", "2020-02-01",
        "Incubating construction@2020-01-01 2020-01-01 2020-01-01 - - 31 UnderOneYear False")]
    [InlineData("equal starts of two exits", "abandon 2021-01-01, construction 2020-01-01, transfere 2021-01-01", "2022-01-01",
        "Stopped abandon@2021-01-01 2020-01-01 2020-01-01 transfere@2021-01-01 - 366 OneToThreeYears False")]
    [InlineData("entered and left on one day", "construction 2020-01-01, abandon 2020-01-01", "2022-01-01",
        "Stopped abandon@2020-01-01 2020-01-01 2020-01-01 abandon@2020-01-01 - 0 UnderOneYear False")]
    [InlineData("equal planned starts, the first by rank", "acceleration 2027-01-01, construction 2027-01-01", "2026-01-01",
        "Planned - - - - construction@2027-01-01 - - False")]
    [InlineData("a step back", "investigation 2020-01-01, acceleration 2021-01-01, construction 2022-01-01", "2022-01-02",
        "Incubating construction@2022-01-01 2020-01-01 2021-01-01 - - 732 OneToThreeYears False")]
    [InlineData("reopened: the incubation never ended", "construction 2018-01-01, abandon 2019-01-01, construction 2022-01-01", "2023-01-01",
        "Incubating construction@2022-01-01 2018-01-01 2018-01-01 - - 1826 OverThreeYears True")]
    [InlineData("before it reopened", "construction 2018-01-01, abandon 2019-01-01, construction 2022-01-01", "2021-12-31",
        "Stopped abandon@2019-01-01 2018-01-01 2018-01-01 abandon@2019-01-01 construction@2022-01-01 365 OneToThreeYears False")]
    [InlineData("reopened and left again: the final run alone", "construction 2018-01-01, abandon 2019-01-01, construction 2022-01-01, transfere 2023-01-01", "2026-01-01",
        "HandedOver transfere@2023-01-01 2018-01-01 2018-01-01 transfere@2023-01-01 - 1826 OverThreeYears False")]
    [InlineData("operated, then handed over, then stopped", "construction 2019-01-01, opere 2020-01-01, transfere 2022-01-01, abandon 2024-01-01", "2026-01-01",
        "Stopped abandon@2024-01-01 2019-01-01 2019-01-01 opere@2020-01-01 - 365 OneToThreeYears False")]
    [InlineData("operated", "construction 2019-01-01, opere 2020-01-01, transfere 2022-01-01", "2021-01-01",
        "Operated opere@2020-01-01 2019-01-01 2019-01-01 opere@2020-01-01 transfere@2022-01-01 365 OneToThreeYears False")]
    [
        InlineData(
            "an exit without an entry",
            "transfere 2020-01-01",
            "2026-01-01",
            "HandedOver transfere@2020-01-01 - - transfere@2020-01-01 - - - False"),
    ]
    [InlineData("an entry after an exit", "transfere 2020-01-01, consolidation 2021-01-01", "2021-12-31",
        "Incubating consolidation@2021-01-01 2021-01-01 2021-01-01 - - 364 UnderOneYear False")]
    [InlineData("inconclusive: never built", "abandon-investigation 2020-07-01, investigation 2020-01-01", "2026-01-01",
        "Stopped abandon-investigation@2020-07-01 2020-01-01 - abandon-investigation@2020-07-01 - 182 UnderOneYear False")]
    [InlineData("the same phase twice", "acceleration 2020-01-01, acceleration 2021-01-01", "2021-06-01",
        "Incubating acceleration@2021-01-01 2020-01-01 2020-01-01 - - 517 OneToThreeYears False")]
    [
        InlineData(
            "overdue",
            "construction 2020-01-01",
            "2023-01-02",
            "Incubating construction@2020-01-01 2020-01-01 2020-01-01 - - 1097 OverThreeYears True"),
    ]
    [InlineData("over three years and out is not overdue", "construction 2020-01-01, transfere 2023-01-02", "2026-01-01",
        "HandedOver transfere@2023-01-02 2020-01-01 2020-01-01 transfere@2023-01-02 - 1097 OverThreeYears False")]
    public void A_history_says_where_a_startup_stands(string history, string phases, string on, string expected)
    {
        var day = Day(on);
        var standing = Lifecycle.On(day, Parse(phases));

        object?[] said =
        [
            standing.Status, Say(standing.Current), Say(standing.Entry), Say(standing.BuildEntry), Say(standing.Exit), Say(standing.Next),
            standing.Days(day), standing.Verdict(day), standing.IsOverdue(day),
        ];
        Assert.Equal((history, expected), (history, string.Join(' ', said.Select(word => word ?? "-"))));
    }

    [Theory]
    [InlineData("2020-05-10", "2021-05-09", "UnderOneYear")]
    [InlineData("2020-05-10", "2021-05-10", "OneToThreeYears")]
    [InlineData("2020-05-10", "2021-05-11", "OneToThreeYears")]
    [InlineData("2020-05-10", "2023-05-09", "OneToThreeYears")]
    [InlineData("2020-05-10", "2023-05-10", "OneToThreeYears")]
    [InlineData("2020-05-10", "2023-05-11", "OverThreeYears")]
    [InlineData("2020-02-29", "2021-02-27", "UnderOneYear")]
    [InlineData("2020-02-29", "2021-02-28", "OneToThreeYears")]
    [InlineData("2020-02-29", "2023-02-28", "OneToThreeYears")]
    [InlineData("2020-02-29", "2023-03-01", "OverThreeYears")]
    [InlineData("2019-02-28", "2020-02-28", "OneToThreeYears")]
    [InlineData("2021-02-28", "2024-02-28", "OneToThreeYears")]
    [InlineData("2021-02-28", "2024-02-29", "OverThreeYears")]
    [InlineData("2020-05-10", "2020-05-10", "UnderOneYear")]
    public void A_verdict_turns_on_the_anniversary(string entry, string exit, string verdict) =>
        Assert.Equal(verdict, Lifecycle.Verdict(Day(entry), Day(exit)).ToString());

    [Fact]
    public void A_zero_length_spell_has_no_stretch() =>
        Assert.Equal(
            ["0001-01-01 Planned", "2020-01-01 Incubating construction", "2021-01-01 Stopped abandon"],
            Lifecycle.Stretches(Parse("abandon 2021-01-01, transfere 2021-01-01, construction 2020-01-01, investigation 2020-01-01"))
                .Select(stretch => $"{stretch.From:yyyy-MM-dd} {stretch.Standing.Status} {stretch.Standing.Current?.Phase}".TrimEnd()));

    [Fact]
    public void A_startup_without_phases_is_planned_for_ever()
    {
        var stretch = Assert.Single(Lifecycle.Stretches([]));

        Assert.Equal((DateOnly.MinValue, DateOnly.MaxValue, Status.Planned), (stretch.From, stretch.To, stretch.Standing.Status));
    }

    private static IEnumerable<PhaseStart> Parse(string phases) =>
        phases.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(phase => phase.Split(' '))
            .Select(part => new PhaseStart(Phases.Find(part[0])!, Day(part[1])));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Say(PhaseStart? start) => start is { } phase ? $"{phase.Phase}@{phase.StartsOn:yyyy-MM-dd}" : null;

    private static string? Say(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
