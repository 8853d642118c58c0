using Incubateurs.Access;
using Incubateurs.Candidacies;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests;

/// <summary>The table of routes: who may come in is said of each, and never by silence.</summary>
public sealed class RouteTests
{
    // The three doors of trust, and what is the candidate's own (docs/ARCHITECTURE.md, Trust).
    private static readonly string[] Doors =
    [
        "POST /v1/hand-overs/{id}/candidacies", "POST /v1/startups/{id}/reviews", "POST /v1/startups/{id}/reports",
        "DELETE /v1/candidacies/{id}", "PATCH /v1/candidacies/{id}",
    ];

    // Tools for agents of AI, which read only: the protocol asks by POST.
    private const string Asked = "POST /mcp";

    [Fact]
    public async Task Each_requires_an_agent_or_a_candidate_or_says_that_it_is_open()
    {
        await using var api = new TestApi();

        Assert.Empty(
            Routes(api).Where(
                route => !NeedsAgent(route) && !NeedsCandidate(route) && !route.Metadata.OfType<IAllowAnonymous>().Any()).Select(Name));
    }

    [Fact]
    public async Task Each_write_requires_an_agent_but_for_the_doors_of_trust()
    {
        await using var api = new TestApi();

        var open = Routes(api).Where(route => Methods(route).Any(IsWrite) && !NeedsAgent(route)).Select(Name);

        Assert.Equal(Doors.Append(Asked).Order(), open.Order());
    }

    [Fact]
    public async Task Each_read_is_open_but_for_what_is_of_a_person()
    {
        await using var api = new TestApi();

        var closed = Routes(api).Where(route => !Methods(route).Any(IsWrite) && (NeedsAgent(route) || NeedsCandidate(route))).Select(Name);

        Assert.Equal(
            [
                "GET /v1/candidacies/{id}", "GET /v1/candidacies/{id}/controls", "GET /v1/hand-overs/{id}/candidacies", "GET /v1/me",
                "GET /v1/webhooks", "GET /v1/webhooks/{id}", "GET /v1/webhooks/{id}/attempts",
            ],
            closed.Order());
    }

    [Fact]
    public async Task Each_is_a_named_method_of_one_resource_and_not_a_lambda()
    {
        await using var api = new TestApi();

        Assert.Empty(Routes(api)
            .Where(route => route.Metadata.GetMetadata<System.Reflection.MethodInfo>() is { } handler && handler.Name.StartsWith('<'))
            .Select(Name));
    }

    private static IEnumerable<RouteEndpoint> Routes(TestApi api) =>
        api.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static bool NeedsAgent(RouteEndpoint route) => route.Metadata.OfType<AgentRequired>().Any();

    private static bool NeedsCandidate(RouteEndpoint route) => route.Metadata.OfType<CandidateRequired>().Any();

    private static IReadOnlyList<string> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"];

    private static bool IsWrite(string method) => method is not ("GET" or "HEAD" or "OPTIONS");

    private static string Name(RouteEndpoint route) => $"{string.Join(',', Methods(route))} /{route.RoutePattern.RawText!.Trim('/')}";
}
