using System.Text.Json;
using System.Text.RegularExpressions;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;
using ModelContextProtocol.Client;

namespace Incubateurs.Tests.Assistants;

/// <summary>The calls of docs/MCP.md, as they stand there, and what they answer.</summary>
public sealed class TenQuestionsTests
{
    private static readonly IReadOnlyList<(int Number, string Tool, string Arguments)> Calls = Read();

    [Fact]
    public async Task Each_of_the_ten_questions_has_calls_that_are_answered()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        await using var assistant = await api.AssistantAsync();

        Assert.Equal(Enumerable.Range(1, 10), Calls.Select(call => call.Number).Distinct());
        foreach (var (number, tool, arguments) in Calls)
        {
            var result = await assistant.AskAsync(tool, arguments);

            Assert.False(result.IsError, $"{number}. {tool}: {Assistant.Text(result)}");
        }
    }

    [Fact]
    public async Task The_embedded_portfolio_answers_what_its_facts_say()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        await using var assistant = await api.AssistantAsync();
        using var agent = await api.AgentAsync();
        var open = await agent.HandOverAsync();

        Assert.Equal(11, (await IdsAsync(assistant, 1)).Count);
        Assert.Equal("la-bonne-boite", (await IdsAsync(assistant, 2))[0]);
        Assert.Empty(await IdsAsync(assistant, 3));
        Assert.Equal([open], await IdsAsync(assistant, 4));
        Assert.Equal(
            ["données-et-territoires", "impact.co2", "mon-service", "pop", "bat-id"], await IdsAsync(assistant, 4, call: 1));
        Assert.Equal(1667, MedianToHandOver(await AnswerAsync(assistant, 5)));
        Assert.Equal(20, (await IdsAsync(assistant, 6)).Count);
        Assert.Equal("dgcs", (await IdsAsync(assistant, 8)).Single());
        Assert.Contains("domifa", await IdsAsync(assistant, 8, call: 1));
        Assert.Equal("construction", (await AnswerAsync(assistant, 9)).GetProperty("phase").GetProperty("code").GetString());
        Assert.Equal(7, (await AnswerAsync(assistant, 10)).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [Checkouts]
    public async Task A_whole_checkout_answers_what_another_program_counted_in_it(Checkout checkout)
    {
        await using var api = new TestApi();
        _ = await api.ImportWholeAsync(ContentFolder.Read(checkout.Content));
        await using var assistant = await api.AssistantAsync();
        var lives = checkout.Lifecycles();

        var accelerated = await AnswerAsync(assistant, 1);
        // The invented checkout has another incubator that handed something over in that year.
        var incubator = lives.Any(life => life["incubator"] == "dinum") ? "dinum" : "fabrique.mer";
        var handedOver = (await assistant.AskAsync(
            "find_startups", Calls.Single(call => call.Number == 3).Arguments.Replace("dinum", incubator, StringComparison.Ordinal)))
            .StructuredContent!.Value;
        var median = MedianToHandOver(await AnswerAsync(assistant, 5));

        Assert.Equal(
            lives.Count(life => life["current_phase"] == "acceleration"), accelerated.GetProperty("total").GetInt32());
        Assert.Equal(
            lives.Count(life => life["current_phase"] == "transfere" && life["incubator"] == incubator
                && life["exit_date"].StartsWith("2025", StringComparison.Ordinal)),
            handedOver.GetProperty("total").GetInt32());
        Assert.Equal(1, handedOver.GetProperty("total").GetInt32());
        Assert.Equal(
            Median([.. lives.Where(life => life["exit_kind"] == "transfere" && life["entry"].Length > 0).Select(Days)]), median);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(McpClient assistant, int number, int call = 0) =>
        [.. (await AnswerAsync(assistant, number, call)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static async Task<JsonElement> AnswerAsync(McpClient assistant, int number, int call = 0)
    {
        var (_, tool, arguments) = Calls.Where(one => one.Number == number).ElementAt(call);
        return (await assistant.AskAsync(tool, arguments)).StructuredContent!.Value;
    }

    private static double MedianToHandOver(JsonElement incubations) => incubations.GetProperty("items").EnumerateArray()
        .Single(item => item.GetProperty("exit").GetString() == "transfere").GetProperty("medianDays").GetDouble();

    private static int Days(IReadOnlyDictionary<string, string> life) =>
        DateOnly.ParseExact(life["exit_date"], "yyyy-MM-dd").DayNumber - DateOnly.ParseExact(life["entry"], "yyyy-MM-dd").DayNumber;

    private static double Median(IReadOnlyList<int> values) =>
        values.Order().ToList() is var ordered && ordered.Count % 2 == 1
            ? ordered[ordered.Count / 2]
            : (ordered[(ordered.Count / 2) - 1] + ordered[ordered.Count / 2]) / 2.0;

    private static List<(int, string, string)> Read()
    {
        var (number, calls) = (0, new List<(int, string, string)>());
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "MCP.md")).ReplaceLineEndings("\n");
        foreach (Match part in Regex.Matches(page, @"^### (?<number>\d+)\.|^```json\n(?<call>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline))
            if (part.Groups["number"].Success)
                number = int.Parse(part.Groups["number"].Value);
            else if (JsonElement.Parse(part.Groups["call"].Value) is var call)
                calls.Add((number, call.GetProperty("tool").GetString()!, call.GetProperty("arguments").GetRawText()));
        return calls;
    }
}
