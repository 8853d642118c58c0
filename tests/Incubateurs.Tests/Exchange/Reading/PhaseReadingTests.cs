using Incubateurs.Exchange.Reading;

namespace Incubateurs.Tests.Exchange.Reading;

public sealed class PhaseReadingTests
{
    [Theory]
    [InlineData("{ name: construction, start: 2021-06-09 }", "construction 2021-06-09", "")]
    [InlineData("{ name: construction, start: '2021-06-09' }", "construction 2021-06-09", "")]
    [InlineData("{ name: construction, start: 2021-06-9 }", "construction 2021-06-09", "phase-start-not-iso")]
    [InlineData("{ name: construction, start: 2021-06-09T00:00:00Z }", "construction 2021-06-09", "phase-start-not-iso")]
    [InlineData("{ name: construction, start: 2021-06-09 00:00:00 }", "construction 2021-06-09", "phase-start-not-iso")]
    [InlineData("{ name: construction, start: 09/06/2021 }", "", "phase-start-unreadable")]
    [InlineData("{ name: construction, start: 2021-15-01 }", "", "phase-start-unreadable")]
    [InlineData("{ name: construction, start: 2013-06-01 }", "construction 2013-06-01", "")]
    [InlineData("{ name: construction, start: 2013-05-31 }", "", "phase-start-too-early")]
    [InlineData("{ name: construction, start: 2036-08-20 }", "construction 2036-08-20", "")]
    [InlineData("{ name: construction, start: 2036-08-21 }", "", "phase-start-too-late")]
    [InlineData("{ name: construction }", "", "phase-without-start")]
    [InlineData("{ name: construction, start: }", "", "phase-without-start")]
    [InlineData("{ name: dormant, start: 2021-06-09 }", "", "unknown-phase")]
    [InlineData("{ start: 2021-06-09 }", "", "unknown-phase")]
    [InlineData("construction", "", "phase-unreadable")]
    [InlineData("{ name: Construction, start: 2021-06-09 }", "construction 2021-06-09", "phase-spelling")]
    [InlineData("{ name: transfer, start: 2021-06-09 }", "consolidation 2021-06-09", "older-phase-name")]
    [InlineData("{ name: success, start: 2021-06-09 }", "transfere 2021-06-09", "older-phase-name")]
    [InlineData("{ name: transfert, start: 2021-06-09 }", "transfere 2021-06-09", "older-phase-name")]
    [InlineData("{ name: transféré, start: 2021-06-09 }", "transfere 2021-06-09", "older-phase-name")]
    [InlineData("{ name: \"transfe\\u0301re\\u0301\", start: 2021-06-09 }", "transfere 2021-06-09", "not-nfc older-phase-name")]
    [InlineData("{ name: accélération, start: 2021-06-09 }", "acceleration 2021-06-09", "older-phase-name")]
    [InlineData("{ name: Accélération, start: 2021-06-09 }", "acceleration 2021-06-09", "older-phase-name phase-spelling")]
    [InlineData("{ name: passation, start: 2021-06-09 }", "consolidation 2021-06-09", "older-phase-name")]
    [InlineData("{ name: death, start: 2021-06-09 }", "abandon 2021-06-09", "older-phase-name")]
    [InlineData("{ name: construction, start: 2021-06-09, end: 2021-06-08 }", "construction 2021-06-09", "phase-end-before-start")]
    [InlineData("{ name: construction, start: 2021-06-09, end: bientôt }", "construction 2021-06-09", "phase-end-unreadable")]
    [InlineData("{ name: construction, start: 2021-06-09, end: 2022/1/2 }", "construction 2021-06-09", "phase-end-not-iso")]
    public void A_phase_is_kept_or_dropped_and_reported(string phase, string kept, string reported)
    {
        var (startup, classes) = SmallContent.One(SmallContent.Fiche($"phases: [ {phase} ]"));

        Assert.Equal(kept, Written(startup));
        Assert.Equal(reported, string.Join(' ', classes.Order()));
    }

    [Theory]
    [
        InlineData(
            "{ name: investigation, start: 2020-01-01 }, { name: alumni, start: 2021-01-01 }",
            "investigation 2020-01-01, abandon-investigation 2021-01-01"),
    ]
    [
        InlineData(
            "{ name: alumni, start: 2021-01-01 }, { name: investigation, start: 2020-01-01 }",
            "investigation 2020-01-01, abandon-investigation 2021-01-01"),
    ]
    [
        InlineData(
            "{ name: investigation, start: 2020-01-01 }, { name: construction, start: 2020-06-01 }, { name: alumni, start: 2021-01-01 }",
            "investigation 2020-01-01, construction 2020-06-01, abandon 2021-01-01"),
    ]
    [
        InlineData(
            "{ name: alumni, start: 2021-01-01 }, { name: investigation, start: 2022-01-01 }",
            "abandon 2021-01-01, investigation 2022-01-01"),
    ]
    public void Alumni_means_what_came_before_it(string phases, string kept)
    {
        var (startup, _) = SmallContent.One(SmallContent.Fiche($"phases: [ {phases} ]"));

        Assert.Equal(kept, Written(startup));
    }

    [Fact]
    public void A_phase_twice_is_kept_once_whatever_it_was_called()
    {
        var (startup, classes) = SmallContent.One(
            SmallContent.Fiche("phases: [ { name: transfer, start: 2020-01-01 }, { name: passation, start: 2020-01-01 } ]"));

        Assert.Equal("consolidation 2020-01-01", Written(startup));
        Assert.Contains("duplicate-phase", classes);
    }

    [Fact]
    public void Two_phases_of_one_day_are_both_kept_by_rank()
    {
        var (startup, classes) = SmallContent.One(
            SmallContent.Fiche("phases: [ { name: construction, start: 2020-01-01 }, { name: investigation, start: 2020-01-01 } ]"));

        Assert.Equal("investigation 2020-01-01, construction 2020-01-01", Written(startup));
        Assert.Equal(["phases-share-a-start"], classes);
    }

    [Fact]
    public void The_comment_is_the_reason_and_the_end_is_recorded()
    {
        var (startup, _) = SmallContent.One(
            SmallContent.Fiche("phases: [ { name: abandon, start: 2020-01-01, end: 2020-02-01, comment: ' Sans usagers ' } ]"));

        var phase = Assert.Single(startup.Phases);
        Assert.Equal((new DateOnly(2020, 2, 1), "Sans usagers"), (phase.RecordedEnd, phase.Reason));
    }

    [Theory]
    [InlineData("mission: x")]
    [InlineData("phases:")]
    [InlineData("phases: []")]
    [InlineData("phases: ''")]
    public void A_startup_without_phases_is_read_and_reported(string frontMatter)
    {
        var portfolio = SmallContent.Read(SmallContent.Fiche(frontMatter));

        Assert.Empty(Assert.Single(portfolio.Startups).Phases);
        Assert.Contains(portfolio.Anomalies, anomaly => anomaly.Class == "no-phases");
    }

    private static string Written(ParsedStartup startup) =>
        string.Join(", ", startup.Phases.Select(phase => $"{phase.Phase} {phase.StartsOn:yyyy-MM-dd}"));
}
