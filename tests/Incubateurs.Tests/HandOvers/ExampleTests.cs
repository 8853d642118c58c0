using System.Text;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.HandOvers;

/// <summary>What one sends who presses Execute on each write of the document, one after the other, on the fictional startup.</summary>
public sealed class ExampleTests
{
    [Theory]
    [InlineData("AddCandidacy RenewSecret EditHandOver RetainHost SetAdaptation SetCost AddSecondment CompleteHandOver OpenHandOver")]
    [InlineData("WithdrawCandidacy AddCandidacy CancelHandOver OpenHandOver")]
    [InlineData("AddControl AddFollowUp")]
    [InlineData("AddReview ModerateReview AddReport ResolveReport ModerateReport")]
    public async Task Every_write_of_the_document_can_be_executed_on_the_embedded_portfolio(string operations)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var contract = await ContractOf.ServedAsync(api);
        using var agent = await api.AgentAsync();

        foreach (var id in operations.Split(' '))
        {
            var operation = contract.Operation(id);
            using var request = new HttpRequestMessage(new(operation.Method.ToUpperInvariant()), operation.Address());
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            if (operation.Description.TryGetProperty("requestBody", out var body))
            {
                var media = body.GetProperty("content").EnumerateObject().Single();
                request.Content = new StringContent(media.Value.GetProperty("example").GetRawText(), Encoding.UTF8, media.Name);
            }

            using var response = await agent.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.True(
                response.IsSuccessStatusCode,
                $"{id}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            _ = await contract.CheckAsync(operation, response);
        }
    }
}
