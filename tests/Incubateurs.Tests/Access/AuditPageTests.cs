using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Access;

/// <summary>docs/AUDIT.md as it stands: its script follows the chain of a running server, and openssl verifies a signed head.</summary>
public sealed partial class AuditPageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;

    [Fact]
    public async Task Its_script_follows_the_public_rows_and_finds_what_was_altered()
    {
        await using var api = new TestApi(("Accesses:RetentionDays", "30"));
        api.UseKestrel(0);
        api.StartServer();
        using var agent = await api.AgentAsync();
        _ = await agent.PostAsJsonAsync("/v1/startups", new { name = "Été à l'école", pitch = "p" });
        for (var i = 0; i < 230; i++)
            _ = await agent.GetAsync($"/v1/startups/{Uri.EscapeDataString("é\n,")}{i}");
        _ = await agent.GetAsync("/v1/accesses/seal");
        api.Time.Advance(TimeSpan.FromDays(1));
        var kept = (await TestApi.JsonAsync(await api.GetAsync("/v1/accesses/seal"))).GetProperty("head").GetString()!;

        var (code, output) = await AuditAsync(api);
        Assert.True(code == 0, output);
        Assert.Matches("^23. rows", output);
        Assert.Contains($"head {kept}", output, StringComparison.Ordinal);

        _ = await agent.GetAsync("/v1/me");
        _ = await agent.GetAsync("/v1/accesses/seal");
        api.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await AuditAsync(api, kept)).Code);
        Assert.Contains("does not go on", (await AuditAsync(api, new string('a', 64))).Output, StringComparison.Ordinal);

        await WriteAsync(api, "UPDATE accesses SET resource = '/' WHERE id = 100");
        Assert.Contains("Row 100 is not as it was sealed.", (await AuditAsync(api)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_begins_where_the_log_was_cut()
    {
        await using var api = new TestApi(("Accesses:RetentionDays", "30"));
        api.UseKestrel(0);
        api.StartServer();
        using var agent = await api.AgentAsync();
        for (var i = 0; i < 3; i++)
            _ = await agent.GetAsync("/v1/me");
        _ = await agent.GetAsync("/v1/accesses/seal");
        var kept = (await TestApi.JsonAsync(await agent.GetAsync("/v1/accesses/seal"))).GetProperty("head").GetString()!;
        api.Time.Advance(TimeSpan.FromDays(32));
        for (var patience = 0; patience < 500; patience++)
            if ((await TestApi.JsonAsync(await agent.GetAsync("/v1/accesses/seal"))).TryGetProperty("cut", out _))
                break;
            else
                await Task.Delay(20);
        api.Time.Advance(TimeSpan.FromDays(1));

        var (code, output) = await AuditAsync(api);

        Assert.True(code == 0, output);
        Assert.DoesNotMatch("^0 rows", output);
        Assert.Contains(
            "\"continues\":true", await (await api.GetAsync($"/v1/accesses/seal?from={kept}")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public async Task A_head_is_signed_where_a_key_is_named(string kind)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var file = Path.Combine(folder, "key.pem");
        await File.WriteAllTextAsync(file, kind == "ec" ? ec.ExportECPrivateKeyPem() : rsa.ExportPkcs8PrivateKeyPem());
        await using var api = new TestApi(("Accesses:SigningKey", file));
        using var agent = await api.AgentAsync();

        var seal = await TestApi.JsonAsync(await agent.GetAsync("/v1/accesses/seal"));

        var lines = Encoding.ASCII.GetBytes(
            $"incubateurs-accesses\n{seal.GetProperty("day").GetString()}\n{seal.GetProperty("rows").GetInt64()}\n{seal.GetProperty("head").GetString()}\n");
        var signature = Convert.FromBase64String(seal.GetProperty("signature").GetString()!);
        Assert.True(kind == "ec"
            ? ec.VerifyData(lines, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
            : rsa.VerifyData(lines, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [InlineData("no key")]
    [InlineData(null)]
    public async Task A_key_that_cannot_sign_ends_the_start(string? content)
    {
        var file = Path.Combine(folder, "key.pem");
        if (content is not null)
            await File.WriteAllTextAsync(file, content);

        var (code, output) = await Executable.RunAsync(
            folder, "--urls=http://127.0.0.1:0", "--ConnectionStrings:Incubateurs=Data Source=a.db", $"--Accesses:SigningKey={file}");

        Assert.Equal(1, code);
        Assert.Contains("Accesses:SigningKey", output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(int Code, string Output)> AuditAsync(TestApi api, params string[] head)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "AUDIT.md"));
        var script = Path.Combine(folder, "audit.mjs");
        await File.WriteAllTextAsync(script, Script().Match(page).Groups[1].Value);
        using var node = Process.Start(new ProcessStartInfo("node", [script, $"{api.ClientOptions.BaseAddress}".TrimEnd('/'), .. head])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await node.StandardOutput.ReadToEndAsync() + await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (node.ExitCode, output);
    }

    private static async Task WriteAsync(TestApi api, string sql) => await api.Services.GetRequiredService<Database>()
        .WriteAsync(Actor.System, tx => tx.ExecuteAsync(sql), CancellationToken.None);

    [GeneratedRegex("```js\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Script();
}
