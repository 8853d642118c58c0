using System.Text.Json;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Flow;

namespace Incubateurs.Tests.Startups.Listing;

/// <summary>
/// One startup for each pattern on which programs that read the same files disagree, over HTTP. Every figure was worked
/// out by hand, with a calendar; today is 20 August 2026.
/// </summary>
public sealed class DisputedPatternTests
{
    private static readonly IReadOnlyList<ContentFile> Files =
    [
        SmallPortfolio.Fiche("a-planned-only", "[dinum]", "construction 2027-01-01"),
        SmallPortfolio.Fiche("b-planned-next", "[dinum]", "investigation 2026-01-15", "construction 2026-06-15", "acceleration 2026-10-01", "transfere 2027-07-01"),

        // As in the source, in which the order says nothing.
        SmallPortfolio.Fiche("c-equal-starts", "[dinum]", "acceleration 2024-02-29", "investigation 2024-02-29", "consolidation 2026-02-28", "construction 2024-02-29"),
        SmallPortfolio.Fiche("d-step-back", "[dinum]", "construction 2023-01-10", "acceleration 2023-07-01", "construction 2024-01-01"),
        SmallPortfolio.Fiche("e-reopened", "[ign]", "investigation 2019-03-01", "construction 2019-09-01", "abandon 2020-12-31", "construction 2025-09-01"),
        SmallPortfolio.Fiche("f-stopped-after", "[ign]", "investigation 2020-05-04", "construction 2020-11-02", "transfere 2023-05-04", "abandon 2024-09-30"),
        SmallPortfolio.Fiche("g-exit-alone", "[ign]", "transfere 2021-04-01"),
    ];

    [Theory]
    [InlineData("a-planned-only", "2026-08-20", "planned", "", "", "construction 2027-01-01")]
    [InlineData("a-planned-only", "2026-12-31", "planned", "", "", "construction 2027-01-01")]
    [InlineData("a-planned-only", "2027-01-01", "incubating", "construction 2027-01-01", "started 2027-01-01 built 2027-01-01 days 0 underOneYear", "")]
    [InlineData("b-planned-next", "2026-08-20", "incubating", "construction 2026-06-15", "started 2026-01-15 built 2026-06-15 days 217 underOneYear", "acceleration 2026-10-01")]
    [InlineData("b-planned-next", "2026-06-14", "incubating", "investigation 2026-01-15", "started 2026-01-15 days 150 underOneYear", "construction 2026-06-15")]
    [InlineData("b-planned-next", "2027-07-01", "handedOver", "transfere 2027-07-01", "started 2026-01-15 built 2026-06-15 ended 2027-07-01 days 532 oneToThreeYears", "")]
    [InlineData("c-equal-starts", "2024-02-28", "planned", "", "", "investigation 2024-02-29")]
    [InlineData("c-equal-starts", "2024-02-29", "incubating", "acceleration 2024-02-29", "started 2024-02-29 built 2024-02-29 days 0 underOneYear", "consolidation 2026-02-28")]
    [InlineData("c-equal-starts", "2025-02-27", "incubating", "acceleration 2024-02-29", "started 2024-02-29 built 2024-02-29 days 364 underOneYear", "consolidation 2026-02-28")]
    [InlineData("c-equal-starts", "2025-02-28", "incubating", "acceleration 2024-02-29", "started 2024-02-29 built 2024-02-29 days 365 oneToThreeYears", "consolidation 2026-02-28")]
    [InlineData("c-equal-starts", "2026-08-20", "incubating", "consolidation 2026-02-28", "started 2024-02-29 built 2024-02-29 days 903 oneToThreeYears", "")]
    [InlineData("c-equal-starts", "2027-02-28", "incubating", "consolidation 2026-02-28", "started 2024-02-29 built 2024-02-29 days 1095 oneToThreeYears", "")]
    [InlineData("c-equal-starts", "2027-03-01", "incubating", "consolidation 2026-02-28", "started 2024-02-29 built 2024-02-29 days 1096 overThreeYears", "")]
    [InlineData("d-step-back", "2023-12-31", "incubating", "acceleration 2023-07-01", "started 2023-01-10 built 2023-01-10 days 355 underOneYear", "construction 2024-01-01")]
    [InlineData("d-step-back", "2026-08-20", "incubating", "construction 2024-01-01", "started 2023-01-10 built 2023-01-10 days 1318 overThreeYears", "")]
    [InlineData("e-reopened", "2024-05-01", "stopped", "abandon 2020-12-31", "started 2019-03-01 built 2019-09-01 ended 2020-12-31 days 671 oneToThreeYears", "construction 2025-09-01")]
    [InlineData("e-reopened", "2026-08-20", "incubating", "construction 2025-09-01", "started 2019-03-01 built 2019-09-01 days 2729 overThreeYears", "")]
    [InlineData("f-stopped-after", "2024-05-01", "handedOver", "transfere 2023-05-04", "started 2020-05-04 built 2020-11-02 ended 2023-05-04 days 1095 oneToThreeYears", "abandon 2024-09-30")]
    [InlineData("f-stopped-after", "2026-08-20", "stopped", "abandon 2024-09-30", "started 2020-05-04 built 2020-11-02 ended 2023-05-04 days 1095 oneToThreeYears", "")]
    [InlineData("g-exit-alone", "2021-03-31", "planned", "", "", "transfere 2021-04-01")]
    [InlineData("g-exit-alone", "2026-08-20", "handedOver", "transfere 2021-04-01", "ended 2021-04-01", "")]
    public async Task Each_stands_on_each_day_where_its_phases_say_alone_and_in_the_list(
        string id, string day, string status, string phase, string incubation, string planned)
    {
        await using var api = await SmallPortfolio.OpenAsync(Files);

        var alone = await api.FiguresAsync($"/v1/startups/{id}?asOf={day}");
        var listed = (await api.FiguresAsync($"/v1/startups?asOf={day}")).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("id").GetString() == id);

        Assert.All([alone, listed], startup =>
        {
            Assert.Equal(status, startup.GetProperty("status").GetString());
            Assert.Equal(phase, Words(startup, "phase", ("code", ""), ("since", "")));
            Assert.Equal(incubation, Words(startup, "incubation", ("startedOn", "started "), ("builtOn", "built "), ("endedOn", "ended "), ("days", "days "), ("verdict", "")));
            Assert.Equal(planned, Words(startup, "planned", ("code", ""), ("startsOn", "")));
        });
    }

    [Theory]
    [InlineData("2020-01-01", "planned:6 incubating:1", "construction:1")]
    [InlineData("2024-05-01", "handedOver:2 incubating:2 planned:2 stopped:1", "transfere:2 abandon:1 acceleration:1 construction:1")]
    [InlineData("2026-08-20", "incubating:4 handedOver:1 planned:1 stopped:1", "construction:3 abandon:1 consolidation:1 transfere:1")]
    [InlineData("2027-03-01", "incubating:5 handedOver:1 stopped:1", "construction:3 abandon:1 acceleration:1 consolidation:1 transfere:1")]
    public async Task Facets_count_them_where_they_stand_on_the_day(string day, string status, string phase)
    {
        await using var api = await SmallPortfolio.OpenAsync(Files);

        var facets = await api.FiguresAsync($"/v1/facets?asOf={day}");

        Assert.Equal(7, facets.GetProperty("total").GetInt32());
        Assert.Equal(status, Facet(facets, "status"));
        Assert.Equal(phase, Facet(facets, "phase"));
        Assert.Equal("dinum:4 ign:3", Facet(facets, "incubator"));
    }

    [Fact]
    public async Task A_facet_ignores_the_filter_on_itself_and_the_others_do_not()
    {
        await using var api = await SmallPortfolio.OpenAsync(Files);

        var facets = await api.FiguresAsync("/v1/facets?status=incubating&incubator=dinum");

        Assert.Equal(3, facets.GetProperty("total").GetInt32());
        Assert.Equal("incubating:3 planned:1", Facet(facets, "status"));
        Assert.Equal("construction:2 consolidation:1", Facet(facets, "phase"));
        Assert.Equal("dinum:3 ign:1", Facet(facets, "incubator"));
        Assert.Equal("dinum:3", Facet(facets, "sponsor"));
    }

    [Theory]
    [InlineData("status=planned", "a")]
    [InlineData("status=incubating", "bcde")]
    [InlineData("status=incubating&asOf=2024-05-01", "cd")]
    [InlineData("status=handedOver&asOf=2024-05-01", "fg")]
    [InlineData("status=stopped&status=handedOver", "fg")]
    [InlineData("phase=construction", "bde")]
    [InlineData("phase=construction&asOf=2023-06-30", "d")]
    [InlineData("phase=success", "g")]
    [InlineData("phase=alumni", "f")]
    [InlineData("phase=alumni&asOf=2024-05-01", "e")]
    [InlineData("overdue=true", "de")]
    [InlineData("overdue=true&asOf=2026-01-10", "e")]
    [InlineData("overdue=true&asOf=2026-01-11", "de")]
    [InlineData("overdue=true&asOf=2027-02-28", "de")]
    [InlineData("overdue=true&asOf=2027-03-01", "cde")]
    [InlineData("overdue=false", "abcfg")]
    [InlineData("enteredFrom=2023-01-10", "bcd")]
    [InlineData("enteredTo=2023-01-10", "def")]
    [InlineData("enteredFrom=2019-03-01&enteredTo=2020-05-04", "ef")]
    [InlineData("enteredFrom=2026-01-15&asOf=2026-01-14", "")]
    [InlineData("exitedFrom=2021-04-01", "fg")]
    [InlineData("exitedTo=2023-05-03", "g")]
    [InlineData("exitedTo=2020-12-31", "")]
    [InlineData("exitedTo=2020-12-31&asOf=2025-08-31", "e")]
    [InlineData("incubator=ign&status=incubating", "e")]
    public async Task Lists_find_those_for_whom_it_is_true_on_the_day(string query, string found)
    {
        await using var api = await SmallPortfolio.OpenAsync(Files);

        var page = await api.FiguresAsync($"/v1/startups?{query}");

        Assert.Equal(found, Initials(page));
        Assert.Equal(found.Length, page.GetProperty("total").GetInt32());
        Assert.Equal(found.Length, (await api.FiguresAsync($"/v1/facets?{query}")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("name", "abcdefg")]
    [InlineData("-name", "gfedcba")]
    [InlineData("enteredOn", "efdcbag")]
    [InlineData("-enteredOn", "bcdfega")]
    [InlineData("phaseSince", "gdfecba")]
    [InlineData("-phaseSince", "bcefdga")]
    [InlineData("phaseSince&asOf=2024-05-01", "egfdcab")]
    public async Task Orders_put_absent_values_last_both_ways(string sort, string order)
    {
        await using var api = await SmallPortfolio.OpenAsync(Files);

        Assert.Equal(order, Initials(await api.FiguresAsync($"/v1/startups?sort={sort}")));
    }

    [Fact]
    public async Task Phases_last_until_the_next_one_and_planned_ones_are_marked()
    {
        await using var api = await SmallPortfolio.OpenAsync(Files);

        async Task<string> PhasesAsync(string id) => string.Join(", ", (await api.FiguresAsync($"/v1/startups/{id}/phases")).GetProperty("items").EnumerateArray()
            .Select(phase => $"{phase.GetProperty("phase").GetString()} {Words(phase, null, ("startsOn", ""), ("endsOn", ""))}{(phase.TryGetProperty("planned", out _) ? " planned" : "")}"));

        Assert.Equal(
            "investigation 2026-01-15 2026-06-15, construction 2026-06-15, acceleration 2026-10-01 planned, transfere 2027-07-01 planned",
            await PhasesAsync("b-planned-next"));
        Assert.Equal(
            "investigation 2024-02-29 2024-02-29, construction 2024-02-29 2024-02-29, acceleration 2024-02-29 2026-02-28, consolidation 2026-02-28",
            await PhasesAsync("c-equal-starts"));
    }

    private static string Initials(JsonElement page) =>
        string.Concat(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()![..1]));

    private static string Facet(JsonElement facets, string name) =>
        string.Join(' ', facets.GetProperty(name).EnumerateArray().Select(value => $"{value.GetProperty("value").GetString()}:{value.GetProperty("count")}"));

    // The members that are there, each after its word.
    private static string Words(JsonElement element, string? name, params (string Member, string Word)[] members)
    {
        if (name is not null && !element.TryGetProperty(name, out element))
            return "";
        return string.Join(' ', members.Where(member => element.TryGetProperty(member.Member, out _)).Select(member => $"{member.Word}{element.GetProperty(member.Member)}"));
    }
}
