using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Incubateurs.Commands;
using Incubateurs.Exchange.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Support;

/// <summary>What tests of hand-overs and voices begin with, made through the API itself.</summary>
internal static class Given
{
    public const string Siret = "13002526500013";
    public const string OtherSiret = "35600000049837";
    public const string ThirdSiret = "35600000000048";
    public const string FourthSiret = "99999999800019";

    /// <summary>A startup in acceleration.</summary>
    public static async Task<string> StartupAsync(this HttpClient agent, string name = "Mon service")
    {
        var response = await agent.PostAsJsonAsync(
            "/v1/startups", new { name, pitch = "Un texte court.", phase = "acceleration", startedOn = "2024-06-03" });
        return (await JsonAsync(response, HttpStatusCode.Created)).GetProperty("id").GetString()!;
    }

    /// <summary>An open hand-over of a startup of its own.</summary>
    public static async Task<string> HandOverAsync(this HttpClient agent, string name = "Mon service")
    {
        var startup = await agent.StartupAsync(name);
        var response = await agent.PostAsJsonAsync($"/v1/startups/{startup}/hand-overs", new { model = "itDepartment" });
        return (await JsonAsync(response, HttpStatusCode.Created)).GetProperty("id").GetString()!;
    }

    /// <summary>A candidacy, with the secret to follow it.</summary>
    public static async Task<(string Id, string Secret)> CandidacyAsync(
        this HttpClient client, string handOver, string siret = Siret, string? contact = null)
    {
        var response = await client.PostAsJsonAsync(
            $"/v1/hand-overs/{handOver}/candidacies", contact is null
                ? new { siret, swornStatement = true }
                : (object)new { siret, swornStatement = true, contact });
        var candidacy = await JsonAsync(response, HttpStatusCode.Created);
        return (candidacy.GetProperty("id").GetString()!, candidacy.GetProperty("followUpSecret").GetString()!);
    }

    public static Task<HttpResponseMessage> RetainAsync(this HttpClient agent, string handOver, string candidacy) =>
        agent.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{handOver}/host", new { candidacyId = candidacy });

    public static async Task<string> StatusOfAsync(this HttpClient agent, string candidacy) =>
        (await JsonAsync(await agent.GetAsync($"/v1/candidacies/{candidacy}"))).GetProperty("status").GetString()!;

    public static async Task<JsonElement> HandOverOfAsync(this HttpClient agent, string handOver) =>
        await JsonAsync(await agent.GetAsync($"/v1/hand-overs/{handOver}"));

    /// <summary>A write over a version, whatever there is unless it is named.</summary>
    public static Task<HttpResponseMessage> ChangeAsync(
        this HttpClient client, HttpMethod method, string address, object body, string version = "*")
    {
        var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return client.SendAsync(request);
    }

    /// <summary>A merge patch over a version, or over whatever there is.</summary>
    public static Task<HttpResponseMessage> MergeAsync(this HttpClient client, string address, object patch, string version = "*")
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, address)
        {
            Content = JsonContent.Create(patch, new MediaTypeHeaderValue("application/merge-patch+json")),
        };
        Assert.True(request.Headers.TryAddWithoutValidation("If-Match", version));
        return client.SendAsync(request);
    }

    /// <summary>The client of a candidate who kept the secret.</summary>
    public static HttpClient Candidate(this TestApi api, string secret)
    {
        var client = api.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Candidacy", secret);
        return client;
    }

    /// <summary>Who executes an example: the agent, or the specimen's candidate with a new secret where it is for nobody else.</summary>
    public static async Task<HttpClient> SenderAsync(this TestApi api, HttpClient agent, Operation operation)
    {
        if (operation.Id != "CorrectContact")
            return agent;

        var secret = await agent.PostAsync($"/v1/candidacies/{SpecimenRecords.CandidacyId}/secret", null);
        return api.Candidate((await JsonAsync(secret, HttpStatusCode.Created)).GetProperty("followUpSecret").GetString()!);
    }

    /// <summary>Whether the file of the database, or its log, holds a text anywhere.</summary>
    public static bool IsInFiles(this TestApi api, string text)
    {
        var file = api.Services.GetRequiredService<IConfiguration>().Engine().Place;
        return new[] { file, file + "-wal" }.Where(File.Exists).Any(path =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        });
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await TestApi.JsonAsync(response);
    }

    /// <summary>Checks a refusal.</summary>
    public static async Task<JsonElement> RefusedAsync(HttpResponseMessage response, HttpStatusCode expected, string code)
    {
        var problem = await JsonAsync(response, expected);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }
}
