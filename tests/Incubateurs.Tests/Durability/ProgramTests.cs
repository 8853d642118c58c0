using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Tests.Durability;

/// <summary>The real program as it is called: how it begins and ends.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_the_server_with_0_and_what_was_acknowledged_is_there(string signal)
    {
        using var here = new Installation();
        var key = await here.KeyAsync();
        await using var server = here.Serve();
        using var client = await server.ServingAsync();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.Equal(
            HttpStatusCode.Created, (await client.PostAsJsonAsync("/v1/startups", new { name = "Un service", pitch = "p" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/startups")).StatusCode);

        server.Signal(signal);

        Assert.Equal(0, await server.ExitAsync());
        Assert.Equal(1, here.Count("startups"));

        // The key, the write and the read.
        Assert.Equal(3, here.Count("accesses"));
        Assert.Equal(0, (await here.RunAsync("check")).ExitCode);
    }

    [Theory]
    [InlineData("imprt")]
    [InlineData("serv")]
    [InlineData("--RateLimit:PerMinute=often")]
    [InlineData("--Portfolio:Embedded=maybe")]
    [InlineData("--Operator:Contact=nobody")]
    [InlineData("--ConnectionStrings:Incubateurs=nonsense")]
    [InlineData("--ConnectionStrings:Incubateurs=Data Source=absent/x.db")]
    [InlineData("--urls=nonsense")]
    [InlineData("--urls=http://127.0.0.1:99999")]
    public async Task What_cannot_be_served_ends_at_once_with_1_and_a_sentence(string argument)
    {
        using var here = new Installation();

        var (code, output) = await here.RunAsync(argument);

        Assert.Equal(1, code);
        Assert.NotEqual("", output);
        Assert.DoesNotContain("Unhandled", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "serve")]
    [InlineData(1, "check")]
    [InlineData(1, "keys", "list")]
    [InlineData(2, "import", "small")]
    public async Task A_database_of_somebody_elses_is_refused_by_every_verb_and_stays_as_it_is(int expected, params string[] args)
    {
        using var here = new Installation();
        _ = here.Checkout("small", 1);
        using (var connection = new SqliteConnection(here.Connection))
        {
            await connection.OpenAsync();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE notes (text); INSERT INTO notes VALUES ('À garder')";
            _ = await command.ExecuteNonQueryAsync();
        }

        var before = await File.ReadAllBytesAsync(here.File);

        var (code, output) = await here.RunAsync(args);

        Assert.Equal(expected, code);
        Assert.Contains($"{here.File} holds tables that are not of Incubateurs", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(here.File));
        Assert.Equal([here.File], Directory.EnumerateFiles(here.Folder));
    }

    [Fact]
    public async Task Who_makes_a_new_database_is_told_where()
    {
        using var here = new Installation();
        var told = $"A new database was made: {here.File}";

        var (_, first) = await here.RunAsync("keys", "create", "--agent", "camille@dinum.example", "--administration", Given.Siret);
        var (_, second) = await here.RunAsync("import", here.Checkout("small", 1));
        File.Delete(here.File);
        var (_, third) = await here.RunAsync("import", "small");
        File.Delete(here.File);
        await using var server = here.Serve();
        using var client = await server.ServingAsync();

        Assert.StartsWith(told + "\n", first, StringComparison.Ordinal);
        Assert.StartsWith("inc_", first.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(told, second, StringComparison.Ordinal);
        Assert.StartsWith(told + "\n", third, StringComparison.Ordinal);
        Assert.Contains(told, server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_ends_the_second_server_with_1()
    {
        using var here = new Installation();
        await using var first = here.Serve();
        using var client = await first.ServingAsync();

        var (code, output) = await here.RunAsync("--urls", client.BaseAddress!.ToString());

        Assert.Equal(1, code);
        Assert.Contains("cannot be served", output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Relative_paths_are_the_callers()
    {
        using var here = new Installation();

        var (code, _) = await here.RunAsync("import", here.Checkout("small", 2), "--report", "report.json");

        Assert.Equal(0, code);
        Assert.True(File.Exists(here.File));
        Assert.True(File.Exists(Path.Combine(here.Folder, "report.json")));
    }
}
