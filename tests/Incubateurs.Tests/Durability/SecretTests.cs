using System.Net.Http.Headers;
using System.Net.Http.Json;
using Incubateurs.Exchange.Embedded;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Durability;

#pragma warning disable CA1416 // Modes of files are tested where there are some.
/// <summary>What the program as it was built keeps to itself: its file, and what its log may not hold.</summary>
public sealed class SecretTests : IDisposable
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;

    private string Connection => $"--ConnectionStrings:Incubateurs=Data Source={Path.Combine(folder, "a.db")}";

    [Fact]
    public async Task The_file_is_its_owners_alone_and_one_of_before_becomes_so()
    {
        var (code, output) = await KeyAsync();
        Assert.True(code == 0, output);
        var file = Path.Combine(folder, "a.db");
        Assert.Equal(OwnersAlone, File.GetUnixFileMode(file));

        File.SetUnixFileMode(file, OwnersAlone | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using var server = Executable.Start(folder, "--urls=http://127.0.0.1:0", Connection);
        using var client = await server.ServingAsync();

        Assert.Contains(Directory.GetFiles(folder), name => name.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(folder), name => Assert.Equal(OwnersAlone, File.GetUnixFileMode(name)));
    }

    [Fact]
    public async Task No_key_no_secret_no_contact_and_no_address_of_an_agent_is_in_the_log()
    {
        var key = (await KeyAsync()).Output.TrimEnd().Split('\n')[^1];
        await using var server = Executable.Start(folder, "--urls=http://127.0.0.1:0", Connection, "--Logging:LogLevel:Incubateurs=Trace");
        using var client = await server.ServingAsync();
        using var agent = new HttpClient { BaseAddress = client.BaseAddress };
        agent.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var applied = await client.PostAsJsonAsync(
            $"/v1/hand-overs/{SpecimenRecords.HandOverId}/candidacies",
            new { siret = Given.ThirdSiret, swornStatement = true, contact = "personne@exemple.invalid" });
        var candidacy = await Given.JsonAsync(applied, System.Net.HttpStatusCode.Created);
        var secret = candidacy.GetProperty("followUpSecret").GetString()!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Candidacy", secret);
        _ = await Given.JsonAsync(await client.GetAsync($"/v1/candidacies/{candidacy.GetProperty("id").GetString()}"));
        foreach (var address in (string[])
            ["/v1/me", "/v1/accesses?agent=camille@dinum.example", "/v1/nowhere", "/v1/startups/absente?q=personne@exemple.invalid"])
            _ = await agent.GetAsync(address);
        var written = await agent.PostAsJsonAsync("/v1/startups", new { name = "x", pitch = "p", contact = "personne@exemple.invalid" });
        Assert.Equal(System.Net.HttpStatusCode.Created, written.StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "eyJhbGciOiJub25lIn0.e30.");
        _ = await client.GetAsync("/v1/me");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{key[..^1]}a");
        _ = await client.GetAsync("/v1/me");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
        _ = await client.GetAsync("/v1/me");
        server.Signal("TERM");
        Assert.Equal(0, await server.ExitAsync());

        Assert.Contains("127.0.0.1 sends X-Forwarded-For and is not believed", server.Output, StringComparison.Ordinal);
        foreach (var text in (string[])[key[12..], secret, "camille@", "personne@", "eyJhbGciOiJub25lIn0"])
            Assert.DoesNotContain(text, server.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<(int ExitCode, string Output)> KeyAsync() =>
        Executable.RunAsync(folder, "keys", "create", "--agent", "camille@dinum.example", "--administration", Given.Siret, Connection);
}
