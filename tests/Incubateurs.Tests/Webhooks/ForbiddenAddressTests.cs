using System.Net;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Incubateurs.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Webhooks;

/// <summary>No webhook leads to what is ours or our neighbours': by number, by a name, by a redirection, by an older setting.</summary>
public sealed class ForbiddenAddressTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:2::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("febf::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("4000::1")]
    public void What_is_not_anybodys_is_refused(string address) => Assert.False(AddressRules.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.1")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.1")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::101:101")]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a01:c910::1")]
    public void What_is_anybodys_is_taken(string address) => Assert.True(AddressRules.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_name_that_leads_to_loopback_is_refused_at_the_attempt_and_nothing_arrives()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(
            new { url = receiver.Address.Replace("http://127.0.0.1", "https://localhost", StringComparison.Ordinal) });

        var attempt = await Given.JsonAsync(await agent.PostAsync($"/v1/webhooks/{id}/test", null), HttpStatusCode.Created);
        _ = await agent.StartupAsync();
        var delivery = (await agent.AttemptsAsync(id, 2))[0];

        Assert.Equal("forbiddenAddress", attempt.GetProperty("error").GetString());
        Assert.Equal("forbiddenAddress", delivery.GetProperty("error").GetString());
        Assert.Equal("item", delivery.GetProperty("kind").GetString());
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task One_that_was_made_where_more_was_allowed_is_refused_at_the_attempt()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = "https://partenaire.incubateurs.invalid/" });
        var database = api.Services.GetRequiredService<Database>();
        foreach (var address in (string[])[receiver.Address, receiver.Address.Replace("http:", "https:", StringComparison.Ordinal)])
        {
            _ = await database.WriteAsync(
                Actor.System, tx => tx.ExecuteAsync("UPDATE webhooks SET url = @address", new { address }), CancellationToken.None);

            var attempt = await Given.JsonAsync(await agent.PostAsync($"/v1/webhooks/{id}/test", null), HttpStatusCode.Created);

            Assert.Equal("forbiddenAddress", attempt.GetProperty("error").GetString());
        }

        Assert.Empty(receiver.Messages);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirection_is_not_followed(int status)
    {
        await using var inside = await Receiver.OpenAsync();
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answer = (_, http) =>
        {
            http.Response.Headers.Location = inside.Address;
            return Task.FromResult(status);
        };
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = receiver.Address });

        var attempt = await Given.JsonAsync(await agent.PostAsync($"/v1/webhooks/{id}/test", null), HttpStatusCode.Created);

        Assert.Equal(("redirected", status), (attempt.GetProperty("error").GetString(), attempt.GetProperty("statusCode").GetInt32()));
        Assert.Empty(inside.Messages);
    }

    [Fact]
    public async Task Why_nothing_arrives_is_said_in_words_for_each_way_to_fail()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        foreach (var (url, error) in new (string, string)[]
        {
            ("https://nulle-part.invalid/", "noSuchHost"),
            ("http://127.0.0.1:1/", "unreachable"),
            (receiver.Address.Replace("http:", "https:", StringComparison.Ordinal), "unsafe"),
        })
        {
            var (id, _) = await agent.WebhookAsync(new { url });

            var attempt = await Given.JsonAsync(await agent.PostAsync($"/v1/webhooks/{id}/test", null), HttpStatusCode.Created);

            Assert.Equal(error, attempt.GetProperty("error").GetString());
            Assert.EndsWith(".", attempt.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }
}
