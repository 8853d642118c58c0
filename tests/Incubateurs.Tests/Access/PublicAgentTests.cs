using System.Net;
using Incubateurs.Access;
using Incubateurs.Administrations;
using Incubateurs.Storage;
using Incubateurs.Tests.Candidacies;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Incubateurs.Tests.Access;

/// <summary>An issuer also serves companies: whose tokens are those of public agents.</summary>
public sealed class PublicAgentTests
{
    [Theory]
    [InlineData("/v1/me")]
    [InlineData("/v1/startups")]
    public async Task A_token_of_a_body_that_nobody_knows_is_no_public_agents_on_any_request(string address)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api();

        var response = await api.GetAsync(
            address, ("Authorization", $"Bearer {issuer.Token()}"), ("Accept-Language", "en"));

        var problem = await Given.RefusedAsync(response, HttpStatusCode.Forbidden, "not_a_public_agent");
        Assert.Contains("OpenId:Admits", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(Given.Siret, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_SIRET_of_a_legal_unit_that_is_known_is_a_public_bodys()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api();
        _ = await api.AgentAsync(siret: Given.OtherSiret);

        Assert.Equal(HttpStatusCode.OK, (await Issuer.MeAsync(api, issuer.Token(siret: Given.ThirdSiret))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Issuer.MeAsync(api, issuer.Token())).StatusCode);
    }

    [Fact]
    public async Task A_SIRET_that_an_administration_had_is_still_a_public_bodys()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api();
        var agent = await api.AgentAsync();
        _ = await Given.JsonAsync(
            await agent.MergeAsync($"/v1/administrations/{Given.Siret}", new { name = "DINUM", siret = Given.OtherSiret }));

        Assert.Equal(HttpStatusCode.OK, (await Issuer.MeAsync(api, issuer.Token())).StatusCode);
    }

    [Fact]
    public async Task What_a_trial_on_the_specimen_made_is_no_administration_that_is_known()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api();
        var database = api.Services.GetRequiredService<Database>();

        _ = await database.WriteAsync(
            Actor.System, tx => tx.AdministrationOfSiretAsync(Given.Siret, forSpecimen: true), CancellationToken.None);
        Assert.Equal(HttpStatusCode.Forbidden, (await Issuer.MeAsync(api, issuer.Token())).StatusCode);
        _ = await database.WriteAsync(Actor.System, tx => tx.AdministrationOfSiretAsync(Given.Siret), CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await Issuer.MeAsync(api, issuer.Token())).StatusCode);
    }

    [Fact]
    public async Task Where_that_is_wanted_whom_the_register_calls_a_public_body_is_one_and_it_is_asked_once()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var register = await StandIn.OpenAsync((http, _) => http.Response.WriteAsync(RegisterScene.Known));
        await using var api = issuer.Api(("OpenId:Admits", "register"), ("Controls:Register", register.Address));

        Assert.Equal(HttpStatusCode.OK, (await Issuer.MeAsync(api, issuer.Token())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Issuer.MeAsync(api, issuer.Token(key: 1))).StatusCode);
        Assert.Single(register.Requests);
        Assert.Equal(HttpStatusCode.Forbidden, (await Issuer.MeAsync(api, issuer.Token(siret: Given.OtherSiret))).StatusCode);

        api.Time.Advance(TimeSpan.FromHours(1));
        _ = await Issuer.MeAsync(api, issuer.Token(from: new(2026, 8, 20, 11, 0, 0, DateTimeKind.Utc)));
        Assert.Equal(3, register.Requests.Count);
    }

    [Fact]
    public async Task A_register_that_does_not_answer_admits_nobody_and_is_asked_again_later()
    {
        await using var issuer = await Issuer.StartAsync();
        var text = "not at all JSON";
        await using var register = await StandIn.OpenAsync((http, _) => http.Response.WriteAsync(text));
        await using var api = issuer.Api(("OpenId:Admits", "register"), ("Controls:Register", register.Address));

        var first = await Issuer.MeAsync(api, issuer.Token());
        _ = await Issuer.MeAsync(api, issuer.Token());
        text = RegisterScene.Known;
        api.Time.Advance(TimeSpan.FromSeconds(30));
        var later = await Issuer.MeAsync(api, issuer.Token());

        _ = await Given.RefusedAsync(first, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(first.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.Equal(2, register.Requests.Count);
    }

    [Fact]
    public async Task A_register_that_is_slow_is_waited_for_a_few_seconds_and_no_longer()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var register = await StandIn.OpenAsync((http, _) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await using var api = issuer.Api(("OpenId:Admits", "register"), ("Controls:Register", register.Address));

        var response = await Issuer.MeAsync(api, issuer.Token()).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Theory]
    [InlineData("OpenId:Admits", "everybody")]
    [InlineData("OpenId:Admits", "register")]
    [InlineData("OpenId:Issuer", "http://issuer.example")]
    [InlineData("OpenId:Issuer", "https://issuer.example?tenant=1")]
    public void A_setting_that_cannot_be_meant_ends_the_start_with_its_name(string key, string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["OpenId:Audience"] = "incubateurs", [key] = value }).Build();

        Assert.Contains(key, Assert.Throws<OptionsValidationException>(() => OpenIdSettings.Of(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_is_told_at_the_start_and_not_to_the_first_token()
    {
        await using var api = new TestApi(("OpenId:Admits", "everybody"));

        _ = await Assert.ThrowsAnyAsync<Exception>(() => api.GetAsync("/health/live"));
    }
}
