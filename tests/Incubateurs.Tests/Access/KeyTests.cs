using System.Diagnostics;
using System.Net;
using Incubateurs.Access;
using Incubateurs.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Tests.Access;

/// <summary>Keys as whoever runs the service makes, sees and revokes them, by processes beside a running server.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs").FullName;

    private string Connection => $"Data Source={Path.Combine(folder, "test.db")}";

    [Theory]
    [InlineData("inc_")]
    [InlineData("")]
    public async Task A_key_made_and_revoked_by_another_process_acts_at_once(string start)
    {
        await using var api = new TestApi(("ConnectionStrings:Incubateurs", Connection));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/startups")).StatusCode);

        var (made, key) = await RunAsync("create", "--agent", "camille@dinum.example", "--administration", "130 025 265 00013");
        var good = await MeAsync(api, key);
        var revoked = await RunAsync("revoke", start + key[4..12]);
        var bad = await MeAsync(api, key);
        var again = await RunAsync("revoke", start + key[4..12]);

        Assert.Equal((0, 0, 1), (made, revoked.Exit, again.Exit));
        Assert.Matches("^inc_[a-z2-9]{8}[a-z2-9]{26}$", key);
        var me = await Given.JsonAsync(good);
        Assert.Equal(("camille@dinum.example", Given.Siret), (me.GetProperty("agent").GetString(), me.GetProperty("siret").GetString()));
        _ = await Given.RefusedAsync(bad, HttpStatusCode.Unauthorized, "unauthorized");
        Assert.StartsWith("Bearer", bad.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_show_the_prefix_and_the_file_holds_a_hash_and_never_the_key()
    {
        var (_, key) = await RunAsync(
            "create", "--agent", "camille@dinum.example", "--administration", Given.Siret, "--expires", "2999-12-31");

        var (_, listed) = await RunAsync("list");

        Assert.Contains($"inc_{key[4..12]}  camille@dinum.example  {Given.Siret}", listed, StringComparison.Ordinal);
        Assert.Contains("good until 2999-12-31", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(key[12..], listed, StringComparison.Ordinal);
        using var db = new SqliteConnection(Connection + ";Pooling=False");
        await db.OpenAsync();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT hash FROM keys";
        Assert.Equal(new ApiKey(key).Hash(), await command.ExecuteScalarAsync());
        Assert.All(Directory.GetFiles(folder), file => Assert.DoesNotContain(key[12..], Text(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_ends_in_a_year_unless_it_is_said_and_lists_tell_when_it_was_used_last()
    {
        await using var api = new TestApi(("ConnectionStrings:Incubateurs", Connection));
        _ = await api.GetAsync("/v1/startups");
        var (_, key) = await RunAsync("create", "--agent", "camille@dinum.example", "--administration", Given.Siret);
        var (_, unused) = await RunAsync("list");
        var me = await Given.JsonAsync(await MeAsync(api, key));
        for (var patience = 0; patience < 100 && (await RunAsync("list")).Last.EndsWith("never used", StringComparison.Ordinal); patience++)
            await Task.Delay(50);
        var (_, used) = await RunAsync("list");
        _ = await RunAsync("create", "--agent", "claude@dinum.example", "--administration", Given.Siret, "--expires", "never");
        var (_, eternal) = await RunAsync("list");

        Assert.InRange(me.GetProperty("expiresAt").GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromDays(364), TimeSpan.FromDays(367));
        Assert.EndsWith(", never used", unused, StringComparison.Ordinal);
        Assert.EndsWith(", last used 2026-08-20", used, StringComparison.Ordinal);
        Assert.Matches("claude.* good, never used$", eternal);
    }

    [Theory]
    [InlineData("nobody", Given.Siret, "2999-12-31")]
    [InlineData("a b@c.fr", Given.Siret, "2999-12-31")]
    [InlineData("a@c.fr", "13002526500014", "2999-12-31")]
    [InlineData("a@c.fr", Given.Siret, "31/12/2999")]
    [InlineData("a@c.fr", Given.Siret, "2020-01-01")]
    public async Task A_key_that_cannot_be_meant_is_not_made(string agent, string siret, string expires)
    {
        Assert.Equal(1, (await RunAsync("create", "--agent", agent, "--administration", siret, "--expires", expires)).Exit);
        Assert.Equal("", (await RunAsync("list")).Last);
    }

    [Fact]
    public async Task A_key_is_good_to_the_end_of_its_last_day_in_Paris()
    {
        await using var api = new TestApi(("ConnectionStrings:Incubateurs", Connection));
        _ = await api.GetAsync("/v1/startups");
        var (_, key) = await RunAsync(
            "create", "--agent", "camille@dinum.example", "--administration", Given.Siret, "--expires", "2999-12-31");

        api.Time.SetUtcNow(new(2999, 12, 31, 22, 59, 0, TimeSpan.Zero));
        var last = await MeAsync(api, key);
        api.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("2999-12-31T23:00:00.000Z", (await Given.JsonAsync(last)).GetProperty("expiresAt").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync(api, key)).StatusCode);
    }

    [Theory]
    [InlineData("Basic Y2FtaWxsZTp4")]
    [InlineData("Bearer")]
    [InlineData("Bearer inc_")]
    [InlineData("Bearer inc_short")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("Candidacy nobody")]
    [InlineData("nonsense")]
    public async Task Bad_credentials_are_refused_on_reads_too(string header)
    {
        await using var api = new TestApi();

        foreach (var address in (string[])["/v1/startups", "/v1/accesses", "/v1/openapi.json", "/"])
        {
            var response = await api.GetAsync(address, ("Authorization", header));
            _ = await Given.RefusedAsync(response, HttpStatusCode.Unauthorized, "unauthorized");
            Assert.NotEmpty(response.Headers.WwwAuthenticate);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<HttpResponseMessage> MeAsync(TestApi api, string key) => api.GetAsync("/v1/me", ("Authorization", $"Bearer {key}"));

    private static string Text(string file)
    {
        using var reader = new StreamReader(
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private async Task<(int Exit, string Last)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Incubateurs.dll"),
                "keys",
                .. arguments,
                $"--ConnectionStrings:Incubateurs={Connection}",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, _) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).TrimEnd().Split('\n')[^1]);
    }
}
