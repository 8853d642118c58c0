using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Discovery;

/// <summary>A Table Schema says what its CSV holds, cell by cell.</summary>
public sealed class TableSchemaTests
{
    private static readonly string[] Tables =
    [
        "startups", "startups?fields=name,description,phases,events,statsUrl,budgetUrl,impactUrl,dashlordUrl,riskAnalysis,formerIds,withdrawn,modifiedAt,version",
        "hand-overs", "hand-overs?fields=startup,secondments,adaptations,findings,followUps,cost", "administrations",
    ];

    [Theory]
    [Checkouts]
    public async Task Each_cell_is_of_the_type_that_its_column_has_in_the_schema(Checkout checkout)
    {
        await using var api = new TestApi();
        _ = await api.ImportWholeAsync(ContentFolder.Read(checkout.Content));
        using var agent = await api.AgentAsync();
        _ = await agent.HandOverAsync();

        foreach (var table in Tables)
        {
            var csv = await api.GetAsync($"/v1/{With(table, ".csv")}");
            var schema = await TestApi.JsonAsync(await api.GetAsync($"/v1/table-schemas/{table}"));
            var fields = schema.GetProperty("fields").EnumerateArray().ToList();
            var rows = await Table.ReadAsync(csv);

            Assert.Equal(rows[0].Keys, fields.Select(field => field.GetProperty("name").GetString()!));
            Assert.Equal($"/v1/{With(table, ".csv")}", schema.GetProperty("path").GetString());
            Assert.All(fields, field => Assert.NotEmpty(field.GetProperty("description").GetString()!));
            foreach (var field in fields)
                Assert.All(rows, row => Assert.True(IsOf(field, row[Name(field)]), $"{table} {Name(field)}: {row[Name(field)]}"));
            Assert.Equal(rows.Count, rows.Select(row => row["id"]).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_table_leads_to_the_schema_of_the_columns_that_it_has()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"), ("PathBase", "/incubateurs"));

        foreach (var table in Tables)
        {
            var csv = await api.GetAsync($"/v1/{With(table, ".csv")}");

            var link = csv.Headers.GetValues("Link").SelectMany(links => links.Split(", ")).Single(one => one.Contains("describedby", StringComparison.Ordinal));
            Assert.Equal($"</incubateurs/v1/table-schemas/{table}>; rel=\"describedby\"; type=\"application/json\"", link);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)])).StatusCode);
        }
    }

    [Fact]
    public async Task Types_are_those_of_the_values()
    {
        await using var api = new TestApi();

        var types = (await TestApi.JsonAsync(await api.GetAsync("/v1/table-schemas/startups"))).GetProperty("fields").EnumerateArray()
            .ToDictionary(Name, field => field.GetProperty("type").GetString());
        var costs = (await TestApi.JsonAsync(await api.GetAsync("/v1/table-schemas/hand-overs"))).GetProperty("fields").EnumerateArray()
            .ToDictionary(Name, field => field.GetProperty("type").GetString());

        Assert.Equal(
            ("date", "integer", "datetime", "string", "string"),
            (types["phase.since"], types["incubation.days"], types["modifiedAt"], types["themes"], types["status"]));
        Assert.Equal(("number", "integer", "date"), (costs["cost.ratio"], costs["version"], costs["openedOn"]));
    }

    [Fact]
    public async Task Its_title_is_in_the_language_asked_for_and_a_wrong_member_is_refused_as_in_the_table()
    {
        await using var api = new TestApi();

        var french = await api.GetAsync("/v1/table-schemas/hand-overs");
        var english = await api.GetAsync("/v1/table-schemas/hand-overs", ("Accept-Language", "en"));
        var wrong = await TestApi.JsonAsync(await api.GetAsync("/v1/table-schemas/startups?fields=nope", ("Accept-Language", "en")));
        var alike = await TestApi.JsonAsync(await api.GetAsync("/v1/startups.csv?fields=nope", ("Accept-Language", "en")));

        Assert.Equal("fr", french.Content.Headers.ContentLanguage.Single());
        Assert.StartsWith("Transferts", (await TestApi.JsonAsync(french)).GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Hand-overs", (await TestApi.JsonAsync(english)).GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal(alike.GetProperty("errors").GetRawText(), wrong.GetProperty("errors").GetRawText());
    }

    private static string With(string table, string suffix) =>
        table.Contains('?', StringComparison.Ordinal) ? table.Replace("?", suffix + "?", StringComparison.Ordinal) : table + suffix;

    private static string Name(JsonElement field) => field.GetProperty("name").GetString()!;

    // As the standard reads them; an empty cell is a missing value.
    private static bool IsOf(JsonElement field, string cell) => cell.Length == 0
        ? !field.TryGetProperty("constraints", out _)
        : field.GetProperty("type").GetString() switch
        {
            "date" => DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "datetime" => Regex.IsMatch(cell, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"),
            "boolean" => cell is "true" or "false",
            "integer" => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "number" => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "string" => true,
            _ => false,
        };
}
