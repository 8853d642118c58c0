using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Startups;

namespace Incubateurs.Tests.HandOvers;

/// <summary>Each finding by examples that were worked by hand.</summary>
public sealed class FindingsTests
{
    private static readonly DateOnly Today = new(2026, 8, 20);

    [Fact]
    public void One_that_meets_the_doctrine_has_none() => Assert.Empty(Of(Good()));

    [Theory]
    [InlineData("2023-08-20", "2026-08-20", null)]
    [InlineData("2023-08-19", "2026-08-20", "incubation_over_three_years")]
    [InlineData("2025-08-20", "2026-08-20", null)]
    [InlineData("2025-08-21", "2026-08-20", "incubation_under_one_year")]
    [InlineData("2024-02-29", "2025-02-28", null)]
    [InlineData("2024-02-29", "2025-02-27", "incubation_under_one_year")]
    public void Incubation_takes_one_to_three_years_by_anniversaries_up_to_the_effective_day(
        string entry, string effective, string? finding) =>
        Assert.Equal(
            Named(finding), Of(Good() with { Status = HandOverStatus.HostRetained, EffectiveOn = Day(effective) }, Incubated(Day(entry))));

    [Theory]
    // Six months, the last day worked; a day less; twelve; a day more.
    [InlineData("2025-01-01", "2025-06-30", null)]
    [InlineData("2025-01-01", "2025-06-29", "secondment_too_short no_secondment")]
    [InlineData("2025-01-15", "2026-01-15", null)]
    [InlineData("2025-01-15", "2026-01-16", "secondment_too_long no_secondment")]
    // Months of the calendar: from 31 August six months lead to the end of February.
    [InlineData("2025-08-31", "2026-02-27", null)]
    [InlineData("2025-08-31", "2026-02-26", "secondment_too_short no_secondment")]
    // An open one is judged up to the day.
    [InlineData("2026-02-20", null, null)]
    [InlineData("2026-02-21", null, "secondment_too_short no_secondment")]
    [InlineData("2025-08-20", null, null)]
    [InlineData("2025-08-19", null, "secondment_too_long no_secondment")]
    // One with an end is judged by it, though it is still to come; one that has not begun is none.
    [InlineData("2026-07-01", "2027-01-31", null)]
    [InlineData("2026-07-01", "2026-10-31", "secondment_too_short no_secondment")]
    [InlineData("2026-08-21", "2027-03-31", "no_secondment")]
    [InlineData("2026-07-01", "9999-12-31", "secondment_too_long no_secondment")]
    public void A_secondment_lasts_six_to_twelve_months_of_the_calendar(string from, string? to, string? findings) =>
        Assert.Equal(Named(findings), Of(With(details => details with { Secondments = [Secondment(from, to)] })));

    [Fact]
    public void Secondments_are_judged_one_by_one()
    {
        Assert.Equal(["no_secondment"], Of(With(details => details with { Secondments = [] })));
        Assert.Equal(
            ["secondment_too_short", "secondment_too_long"],
            Of(
                With(
                    details => details with
                    {
                        Secondments =
                        [
                            Secondment("2025-01-01", "2025-02-01"),
                            Secondment("2025-01-01", "2025-08-31"),
                            Secondment("2024-01-01", "2025-08-31"),
                        ],
                    })));
    }

    [Theory]
    [InlineData("", "no_control")]
    [InlineData("confirmed", null)]
    [InlineData("impossible", null)]
    [InlineData("notConfirmed", "control_not_confirmed")]
    [InlineData("notConfirmed confirmed", null)]
    [InlineData("confirmed notConfirmed", "control_not_confirmed")]
    public void The_last_control_of_the_retained_candidate_counts(string controls, string? finding) =>
        Assert.Equal(Named(finding), Of(Good(), controls: controls.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Of_a_host_that_was_named_nobody_is_to_be_controlled() => Assert.Empty(Of(Good() with { CandidacyId = null }, controls: []));

    [Theory]
    [InlineData(400_000L, 400_000L, null)]
    [InlineData(400_000L, 400_001L, "cost_above_incubation")]
    [InlineData(null, null, "no_cost")]
    public void The_marginal_cost_is_at_most_that_of_the_incubation(long? incubation, long? marginal, string? finding) =>
        Assert.Equal(
            Named(finding),
            Of(With(details => details with { Cost = incubation is null ? null : new(incubation.Value, marginal!.Value) })));

    [Fact]
    public void One_adaptation_to_do_is_enough()
    {
        Assert.Equal(["open_adaptations"], Of(With(details => details with { Adaptations = [.. details.Adaptations.Skip(1)] })));
        Assert.Equal(
            ["open_adaptations"],
            Of(
                With(
                    details => details with
                    {
                        Adaptations = [.. details.Adaptations.Skip(1), new("data-formats", new(AdaptationStatus.Todo), 3)],
                    })));
        Assert.Empty(
            Of(
                With(
                    details => details with
                    {
                        Adaptations = [.. details.Adaptations.Skip(1), new("data-formats", new(AdaptationStatus.Waived, Reason: "x"), 3)],
                    })));
    }

    [Theory]
    [InlineData("https://service.beta.gouv.fr/aide", true)]
    [InlineData("https://BETA.gouv.fr", true)]
    [InlineData("contact@service.beta.gouv.fr", true)]
    [InlineData("mailto:contact@incubateur.net", true)]
    [InlineData("https://alphabeta.gouv.fr", false)]
    [InlineData("https://service.gouv.fr/?from=beta.gouv.fr", false)]
    [InlineData("https://service.numerique.gouv.fr", false)]
    [InlineData(null, false)]
    public void A_link_or_a_contact_under_a_domain_of_the_incubators_is_found(string? address, bool found)
    {
        Assert.Equal(Named(found ? "still_on_beta_domain" : null), Of(Good(), addresses: [address, null]));
        Assert.Equal(Named(found ? "still_on_beta_domain" : null), Of(Good(), addresses: [null, address]));
    }

    [Theory]
    // Effective on 31 August 2025: due on 28 February and on 31 August 2026.
    [InlineData("2026-02-27", "", false)]
    [InlineData("2026-02-28", "", true)]
    [InlineData("2026-02-28", "2025-09-30", true)]
    [InlineData("2026-02-28", "2026-02-28", false)]
    [InlineData("2026-08-30", "2026-03-15", false)]
    [InlineData("2026-08-31", "2026-03-15", true)]
    [InlineData("2026-08-31", "2026-03-15 2026-08-31", false)]
    [InlineData("2027-01-01", "2026-12-01", false)]
    [InlineData("2026-08-31", "2026-09-01", true)]
    public void A_follow_up_is_due_after_six_months_and_after_twelve(string day, string looks, bool due)
    {
        var handOver = With(details => details with
        {
            FollowUps =
            [
                .. looks.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(look => new FollowUp("f", Day(look), new(), FollowUpOutcome.InService, null)),
            ],
        }) with
        { EffectiveOn = new(2025, 8, 31) };

        var findings = Findings.Of(new(handOver, Incubated(new(2024, 1, 1)), ["confirmed"], [], Day(day)));

        Assert.Equal(Named(due ? "follow_up_due" : null), findings);
    }

    [Fact]
    public void A_cancelled_one_has_none() =>
        Assert.Empty(Of(Good() with { Status = HandOverStatus.Cancelled, Details = new() }));

    private static IReadOnlyList<string> Of(
        RecordedHandOver handOver, Standing? standing = null, string[]? controls = null, string?[]? addresses = null) =>
        Findings.Of(
            new(
                handOver,
                standing ?? Incubated(new(2024, 9, 2)),
                controls ?? ["confirmed"],
                addresses ?? ["https://service.gouv.fr", null],
                Today));

    private static RecordedHandOver Good() => new()
    {
        Id = "h",
        StartupId = "s",
        Model = HandOverModel.ItDepartment,
        OpenedOn = new(2025, 1, 1),
        Status = HandOverStatus.Completed,
        HostId = "a",
        CandidacyId = "c",
        EffectiveOn = Today,
        Details = new()
        {
            Secondments = [Secondment("2025-01-01", "2025-08-31")],
            Adaptations = [.. Adaptations.All.Select(kind => new RecordedAdaptation(kind.Code, new(AdaptationStatus.Done), 2))],
            Cost = new(400_000, 50_000),
        },
    };

    private static RecordedHandOver With(Func<HandOverDetails, HandOverDetails> change) => Good() with { Details = change(Good().Details) };

    private static Secondment Secondment(string from, string? to) => new("s", "dev", Day(from), to is null ? null : Day(to), 1);

    private static Standing Incubated(DateOnly entry) => Lifecycle.Of([new(Phases.Find("acceleration")!, entry)]);

    private static string[] Named(string? codes) => codes?.Split(' ') ?? [];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
