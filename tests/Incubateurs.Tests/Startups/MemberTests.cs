using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Incubateurs.Exchange.Merging;
using Incubateurs.Startups;
using Incubateurs.Startups.Listing;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.Startups;

/// <summary>
/// A member of a startup is said once, in the record: whatever is written of it is recorded, read, shown, patched and merged.
/// A member added to the record and forgotten in its column, in what answers show or in the exchange turns one of these red.
/// </summary>
public sealed class MemberTests
{
    // Of every startup, whatever it is: the exchange says where it was read.
    private const string Source = "source";

    // A fiche that says all that can be said, with the names of the source.
    private const string Fiche = """
        mission: Un texte.
        sponsors: [/organisations/ign]
        link: https://a.example
        repository: https://b.example
        contact: equipe@x.gouv.fr
        thematiques: [Santé]
        usertypes: [particulier]
        techno: [C#]
        accessibility_status: partiellement conforme
        stats_url: https://c.example
        budget_url: https://d.example
        impact_url: https://e.example
        dashlord_url: https://f.example
        analyse_risques: true
        events:
          - name: national_impact
            date: 2025-01-01
        """;

    private static readonly IReadOnlyList<Member<StartupFacts>> All = Member<StartupFacts>.All;

    private static readonly IReadOnlyList<Member<StartupDescription>> Said = Member<StartupDescription>.All;

    [Fact]
    public async Task Every_member_is_written_to_its_column_and_read_from_it()
    {
        using var database = new TestDatabase();
        _ = await database.ThenAsync(Imported.Startup("a", ""));
        var whole = Whole(incubator: "dinum", sponsor: "ign");

        await database.EditAsync("a", _ => whole);

        Assert.All(All, member => Assert.NotEqual(Text(member.Get(new() { Name = "" })), Text(member.Get(whole))));
        Assert.Equal(JsonText.Of(whole), JsonText.Of(await database.FactsAsync("a")));
    }

    [Fact]
    public async Task Every_member_that_agents_say_is_shown_of_the_startup_and_removed_by_null()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        StartupDescription said = Whole(incubator: "incubateur-exemple", sponsor: "administration-exemple");
        var written = JsonSerializer.SerializeToElement(said, Json.Options);

        var created = await agent.PostAsJsonAsync("/v1/startups", written);
        var shown = await Given.JsonAsync(created, HttpStatusCode.Created);
        var nothing = Said.Where(member => member.Name is not ("name" or "pitch")).ToDictionary(member => member.Name, _ => (string?)null);
        var removed = await Given.JsonAsync(await agent.MergeAsync(created.Headers.Location!.ToString(), nothing));

        foreach (var member in Said.Where(member => member.Name is not ("incubators" or "sponsors")))
            Assert.Equal((member.Name, Value(written, member.Name)), (member.Name, Value(shown, member.Name)));
        Assert.All(nothing.Keys, name => Assert.Contains(Value(removed, name), (string?[])[null, "[]"]));
        Assert.Equal("incubateur-exemple", shown.GetProperty("incubators")[0].GetProperty("id").GetString());
        Assert.Equal("administration-exemple", shown.GetProperty("sponsors")[0].GetProperty("id").GetString());
    }

    [Fact]
    public void Every_member_is_in_the_answer_and_what_a_list_shows_can_be_asked_for_and_has_its_columns()
    {
        var shown = Member<Startup>.All.Select(member => member.Name);
        var listed = new StartupSummary { Id = "a" }.With<StartupDescription, StartupSummary>(Whole("i", "s"));

        Assert.Empty(All.Select(member => member.Name).Except(shown));
        foreach (var member in Member<StartupSummary>.All)
            Assert.Equal(Text(member.Get(listed)), Text(member.Get(listed.Only(new HashSet<string> { member.Name }))));
    }

    [Fact]
    public void Every_member_is_read_from_a_fiche()
    {
        var (startup, _) = SmallContent.One(
            [.. Imported.References, SmallContent.Event("national_impact"), Imported.Startup("a", Fiche, "Une description.")]);

        Assert.All(All.Where(member => member.Name != Source), member =>
            Assert.True(Text(member.Get(startup.Facts)) != Text(member.Get(new() { Name = "" })), $"{member.Name} is not read."));
    }

    [Fact]
    public void Every_member_is_merged()
    {
        var nothing = new StartupFacts { Name = "Other" };
        var whole = Whole("i", "s");
        List<string> conflicts = [];

        Assert.Equal(JsonText.Of(whole), JsonText.Of(FieldMerge.Merge(nothing, whole, nothing, conflicts)));
        Assert.Equal(JsonText.Of(nothing), JsonText.Of(FieldMerge.Merge(whole, nothing, whole, conflicts)));
        Assert.Empty(conflicts);
    }

    [Fact]
    public async Task Every_text_and_list_is_checked_by_what_it_is()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var texts = Said.Where(member => member.Type == typeof(string)).ToList();
        var lists = Said.Where(member => member.Type == typeof(IReadOnlyList<string>)).ToList();
        var wrong = texts.ToDictionary(member => member.Name, object (member) => Bounds.IsWebAddress(member.Name) ? "ftp://x" : " ")
            .Concat(lists.ToDictionary(member => member.Name, object (_) => new[] { " " })).ToDictionary();

        var answer = await agent.PostAsJsonAsync("/v1/startups", wrong);

        var errors = (await Given.RefusedAsync(answer, HttpStatusCode.BadRequest, "invalid_request")).GetProperty("errors");
        Assert.Equal(wrong.Keys.Order(), errors.EnumerateObject().Select(error => error.Name).Order());
        Assert.All(texts.Where(member => Bounds.IsWebAddress(member.Name)), member =>
            Assert.Contains("http", errors.GetProperty(member.Name).ToString(), StringComparison.Ordinal));
    }

    /// <summary>A value for each member, by its type and its name.</summary>
    private static StartupFacts Whole(string incubator, string sponsor)
    {
        var facts = new StartupFacts { Name = "Name" };
        foreach (var member in All)
            member.Set(facts, Filled(member, incubator, sponsor));
        return facts;
    }

    private static object Filled(Member<StartupFacts> member, string incubator, string sponsor) => member switch
    {
        { Name: "incubators" } => new[] { incubator },
        { Name: "sponsors" } => new[] { sponsor },
        _ when member.Property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed => allowed.Values[0]!,
        _ when Bounds.IsWebAddress(member.Name) => $"https://{member.Name}.example".ToLowerInvariant(),
        _ when member.Type == typeof(string) => $"A text of {member.Name}",
        _ when member.Type == typeof(IReadOnlyList<string>) => new[] { member.Name, "\"a\\b\"" },
        _ when member.Type == typeof(DateOnly?) => new DateOnly(2025, 1, 2),
        _ when member.Type == typeof(RiskAnalysis) => new RiskAnalysis(true, "https://risks.example"),
        _ when member.Type == typeof(IReadOnlyList<StartupEvent>) => new[] { new StartupEvent("launch", new(2025, 1, 2), "Comment") },
        _ when member.Type == typeof(StartupSource) => new StartupSource("name", "https://source.example", new(2025, 1, 2)),
        _ => throw new InvalidOperationException($"Say what a {member.Type} such as {member.Name} may hold."),
    };

    private static string? Value(JsonElement startup, string name) =>
        startup.TryGetProperty(name, out var value) ? value.GetRawText() : null;

    private static string Text(object? value) => value is null ? "" : JsonText.Of(value);
}
