using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Incubateurs.Limits;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Incubateurs.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Limits;

public sealed class DoorTests
{
    private static readonly (string, string) Limited = ("RateLimit:PerMinute", "100000");

    private static readonly Layer Address = Layers.OfIPv4[0];

    [Fact]
    public async Task A_flood_from_one_address_is_refused_with_a_time_to_come_back()
    {
        await using var api = new TestApi(Limited);
        var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        for (var i = 0; i < Address.MostForOne; i++)
            Assert.Equal(HttpStatusCode.Created, (await ReviewAsync(api.CreateClient(), startup)).StatusCode);

        var refused = await ReviewAsync(api.CreateClient(), startup);
        var again = await ReviewAsync(api.CreateClient(), startup);

        _ = await Given.RefusedAsync(refused, HttpStatusCode.TooManyRequests, "too_many_requests");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
        Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);

        // Other doors, reads and agents are not shut.
        Assert.Equal(
            HttpStatusCode.Created,
            (
                await api.CreateClient().PostAsJsonAsync(
                    $"/v1/startups/{startup}/reports", new { reason = "other", message = "?" })).StatusCode);
        Assert.Equal(
            Address.MostForOne,
            (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}/reviews"))).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.Created, (await ReviewAsync(agent, startup)).StatusCode);

        // Recorded instants run ahead of a clock that stands still.
        api.Time.Advance(refused.Headers.RetryAfter.Delta.Value + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Created, (await ReviewAsync(api.CreateClient(), startup)).StatusCode);
    }

    [Fact]
    public async Task A_flood_over_many_startups_is_refused_within_the_minute()
    {
        await using var api = new TestApi(Limited);
        var agent = await api.AgentAsync();
        List<string> startups = [];
        for (var i = 0; i < 3; i++)
            startups.Add(await agent.StartupAsync($"Service {i}"));
        for (var i = 0; i < Address.MostPerMinute; i++)
            Assert.Equal(HttpStatusCode.Created, (await ReviewAsync(api.CreateClient(), startups[i % 3])).StatusCode);

        var refused = await ReviewAsync(api.CreateClient(), startups[0]);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
        api.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Created, (await ReviewAsync(api.CreateClient(), startups[0])).StatusCode);
    }

    [Fact]
    public async Task What_is_refused_for_another_reason_does_not_count()
    {
        await using var api = new TestApi(Limited);
        var startup = await (await api.AgentAsync()).StartupAsync();

        for (var i = 0; i < 2 * Address.MostPerMinute; i++)
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (
                    await api.CreateClient().PostAsJsonAsync(
                        $"/v1/startups/{startup}/reviews", new { rating = 9, relation = "user" })).StatusCode);

        Assert.Equal(HttpStatusCode.Created, (await ReviewAsync(api.CreateClient(), startup)).StatusCode);
    }

    [Fact]
    public async Task Without_limits_the_doors_have_none()
    {
        await using var api = new TestApi();
        var startup = await (await api.AgentAsync()).StartupAsync();

        for (var i = 0; i < Address.MostPerHour + 5; i++)
            Assert.Equal(HttpStatusCode.Created, (await ReviewAsync(api.CreateClient(), startup)).StatusCode);

        Assert.Equal(0, await CountAsync(api, "stranger_writes"));
    }

    [Fact]
    public async Task The_file_holds_no_address_and_its_hash_means_nothing_the_day_after()
    {
        await using var api = new TestApi(Limited);
        var startup = await (await api.AgentAsync()).StartupAsync();
        _ = await ReviewAsync(api.CreateClient(), startup);
        var (first, same) = (await StrangerAsync(api, "192.0.2.7"), await StrangerAsync(api, "192.0.2.7"));
        var other = await StrangerAsync(api, "192.0.2.8");
        Assert.Equal((1, 2), (await CountAsync(api, "stranger_salts"), await CountAsync(api, "stranger_writes")));

        api.Time.Advance(TimeSpan.FromHours(25));
        for (var i = 0; i < 100 && await CountAsync(api, "stranger_salts") > 0; i++)
        {
            await Task.Delay(20);
            api.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal((0, 0), (await CountAsync(api, "stranger_salts"), await CountAsync(api, "stranger_writes")));
        Assert.Equal(first, same);
        Assert.NotEqual(first, other);
        Assert.NotEqual(first, await StrangerAsync(api, "192.0.2.7"));
    }

    [Fact]
    public async Task A_flood_from_very_many_addresses_ends_for_one_thing_and_the_first_of_another_network_comes_through()
    {
        await using var api = new TestApi(Limited);
        var (doors, database) = (api.Services.GetRequiredService<Doors>(), api.Services.GetRequiredService<Database>());

        for (var i = 0; i < CrowdStore.MostForOne; i++)
            Assert.Null(await AdmitAsync(doors, database, $"10.1.{i % 50}.{i}", "a"));

        var refused = await AdmitAsync(doors, database, "10.1.3.200", "a");
        Assert.InRange(refused!.RetryAfter!.Value, 3590, 3600);
        Assert.Null(await AdmitAsync(doors, database, "192.0.2.7", "a"));
        Assert.NotNull(await AdmitAsync(doors, database, "192.0.2.8", "a"));
        Assert.Null(await AdmitAsync(doors, database, "2001:db8::1", "a"));
        Assert.NotNull(await AdmitAsync(doors, database, "2001:db8:ffff::1", "a"));
        Assert.Null(await AdmitAsync(doors, database, "10.1.200.2", "b"));
        api.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        Assert.Null(await AdmitAsync(doors, database, "10.1.3.200", "a"));
    }

    [Fact]
    public async Task A_flood_from_very_many_networks_ends_too()
    {
        await using var api = new TestApi(Limited);
        var (doors, database) = (api.Services.GetRequiredService<Doors>(), api.Services.GetRequiredService<Database>());

        var admitted = 0;
        for (var i = 0; i < 4 * CrowdStore.MostForOne; i++)
            if (await AdmitAsync(doors, database, $"10.{i % 256}.{i / 256}.1", "a") is null)
                admitted++;
        for (var i = 0; i < 4 * CrowdStore.MostForOne; i++)
            if (await AdmitAsync(doors, database, $"{20 + (i / 256)}.{i % 256}.0.1", "a") is null)
                admitted++;

        Assert.Equal(3 * CrowdStore.MostForOne, admitted);
    }

    [Fact]
    public async Task A_flood_over_all_things_ends_too()
    {
        await using var api = new TestApi(Limited);
        var (doors, database) = (api.Services.GetRequiredService<Doors>(), api.Services.GetRequiredService<Database>());

        for (var i = 0; i < CrowdStore.MostInAll; i++)
            Assert.Null(await AdmitAsync(doors, database, $"10.1.{i / 20}.{i % 20}", $"{i % 20}"));

        Assert.NotNull(await AdmitAsync(doors, database, "10.1.3.200", "new"));
        Assert.Null(await AdmitAsync(doors, database, "192.0.2.7", "new"));
        Assert.Null(await AdmitAsync(doors, database, "10.1.3.200", "new", Doors.Reports));
    }

    [Theory]
    [InlineData("2001:db8:0:00{0:x2}::1", 256, 30)]
    [InlineData("2001:db8:0:{0:x2}00::1", 256, 50)]
    [InlineData("192.0.2.{0}", 256, 50)]
    public async Task One_household_or_network_has_little_more_than_one_address_and_its_provider_goes_on(string form, int count, int most)
    {
        await using var api = new TestApi(Limited);
        var (doors, database) = (api.Services.GetRequiredService<Doors>(), api.Services.GetRequiredService<Database>());

        var admitted = 0;
        for (var i = 0; i < count; i++)
            if (await AdmitAsync(doors, database, string.Format(CultureInfo.InvariantCulture, form, i), "a") is null)
                admitted++;

        Assert.Equal(most, admitted);
        Assert.Null(await AdmitAsync(doors, database, "2001:db8:1::1", "a"));
        Assert.Null(await AdmitAsync(doors, database, "192.0.3.1", "a"));
    }

    [Fact]
    public async Task A_restart_forgets_nobody()
    {
        using var data = new TestDatabase();
        var first = await data.Database.WriteAsync(
            Actor.System,
            tx => tx.StrangerAsync(IPAddress.Parse("192.0.2.7")),
            CancellationToken.None);

        using var again = data.Open();
        var second = await again.WriteAsync(
            Actor.System,
            tx => tx.StrangerAsync(IPAddress.Parse("192.0.2.7")),
            CancellationToken.None);

        Assert.Equal(first.Networks, second.Networks);
        Assert.DoesNotContain("192.0", string.Concat(first.Networks), StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_one_may_come_when_the_oldest_of_too_many_is_old_enough()
    {
        var noon = TestDatabase.Noon;
        var writes = Enumerable.Range(0, Address.MostForOne).Select(i => new StrangerWrite(noon.AddMinutes(-2 * i), i % 2 == 0 ? "a" : "b"))
            .ToList();

        Assert.True(Doors.Next(Address, writes, "a") is var (all, one) && all < noon && one < noon);

        writes = [.. writes.Select(write => write with { Subject = "a" })];
        Assert.Equal(writes[^1].At.AddHours(1), Doors.Next(Address, writes, "a").One);
        Assert.Equal(DateTimeOffset.MinValue, Doors.Next(Address, writes, "b").One);
    }

    private static DefaultHttpContext From(string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return http;
    }

    private static Task<TooManyProblem?> AdmitAsync(
        Doors doors, Database database, string address, string subject, string door = Doors.Reviews) =>
        database.WriteAsync(Actor.System, tx => doors.AdmitAsync(From(address), tx, door, subject), CancellationToken.None);

    private static async Task<string> StrangerAsync(TestApi api, string address) => string.Join(
        ' ',
        (await api.Services.GetRequiredService<Database>()
            .WriteAsync(Actor.System, tx => tx.StrangerAsync(IPAddress.Parse(address)), CancellationToken.None)).Networks);

    private static async Task<int> CountAsync(TestApi api, string table) =>
        (int)await api.Services.GetRequiredService<Database>()
            .ReadAsync(tx => tx.ScalarAsync<long>($"SELECT count(*) FROM {table}"), CancellationToken.None);

    private static Task<HttpResponseMessage> ReviewAsync(HttpClient client, string startup) =>
        client.PostAsJsonAsync($"/v1/startups/{startup}/reviews", new { rating = 3, relation = "user" });
}
