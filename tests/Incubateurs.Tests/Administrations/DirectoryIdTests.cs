using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Administrations;

/// <summary>What an administration is called in the State's directory.</summary>
public sealed class DirectoryIdTests
{
    private const string Address = "/v1/administrations/dinum";

    [Fact]
    public async Task It_is_written_shown_replaced_and_removed_and_the_rest_stays()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var added = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/administrations", new { name = "Dinum", acronym = "DINUM", directoryId = "172231" }),
            HttpStatusCode.Created);
        var listed = (await Given.JsonAsync(await api.GetAsync("/v1/administrations"))).GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == "dinum");
        var replaced = await Given.JsonAsync(
            await agent.MergeAsync(Address, new { directoryId = "administration-centrale-ou-ministere_172231" }));
        var untouched = await Given.JsonAsync(await agent.MergeAsync(Address, new { kind = "service" }));
        var removed = await Given.JsonAsync(await agent.MergeAsync(Address, new { directoryId = (string?)null }));

        Assert.Equal(
            ["172231", "172231", "administration-centrale-ou-ministere_172231", "administration-centrale-ou-ministere_172231", null],
            new[] { added, listed, replaced, untouched, removed }.Select(Shown));
        Assert.Equal("DINUM", removed.GetProperty("acronym").GetString());
        Assert.Null(Shown(await Given.JsonAsync(await api.GetAsync(Address))));
    }

    [Fact]
    public async Task Before_it_was_known_it_is_not_shown()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await Given.JsonAsync(await agent.PostAsJsonAsync("/v1/administrations", new { name = "Dinum" }), HttpStatusCode.Created);
        const string Before = "2026-08-20T11:00:00Z";
        api.Time.Advance(TimeSpan.FromHours(2));
        _ = await Given.JsonAsync(await agent.MergeAsync(Address, new { directoryId = "172231" }));

        Assert.Null(Shown(await Given.JsonAsync(await api.GetAsync($"{Address}?knownAt={Before}"))));
        Assert.Equal("172231", Shown(await Given.JsonAsync(await api.GetAsync(Address))));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a\u0001b")]
    [InlineData("172231\n")]
    [InlineData("été")]
    [InlineData("lannuaire.service-public.fr")]
    [InlineData("https://lannuaire.service-public.fr/gouvernement/administration-centrale-ou-ministere_172231")]
    public async Task What_is_no_id_of_the_directory_is_refused(string text)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        await RefusedAsync(agent, text);
    }

    [Fact]
    public async Task It_is_as_long_as_a_line_at_most()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var longest = new string('1', 300);

        await RefusedAsync(agent, longest + "1");
        Assert.Equal(longest, Shown(await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/administrations", new { name = "Dinum", directoryId = longest }), HttpStatusCode.Created)));
    }

    private static async Task RefusedAsync(HttpClient agent, string text)
    {
        var response = await agent.PostAsJsonAsync("/v1/administrations", new { name = "Dinum", directoryId = text });

        var problem = await Given.RefusedAsync(response, HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal("directoryId", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    private static string? Shown(JsonElement administration) =>
        administration.TryGetProperty("directoryId", out var id) ? id.GetString() : null;
}
