using Incubateurs.Changes;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Words;

namespace Incubateurs.Webhooks;

/// <summary>What a webhook asks for, as the feed's query asks for it.</summary>
internal static class WebhookFilters
{
    private static readonly Label NoSuchType = new(
        "Type inconnu : le catalogue est à `/changes`.", "Unknown type: the catalogue is at `/changes`.");

    private static readonly Label NoSuchPhase = new("Phase inconnue.", "Unknown phase.");

    private static readonly Label NoSuchStartup = new("Identifiant inconnu.", "Unknown id.");

    /// <summary>The filter that a body asks for, or what in it nobody knows, but for what stood in it before.</summary>
    public static async Task<(FeedFilter Filter, BadRequestProblem? Problem)> ReadAsync(
        Tx tx, WebhookTarget target, FeedFilter? before = null)
    {
        before ??= FeedFilter.Everything;
        List<FieldError> errors = [];
        foreach (var type in Values(target.Types).Except(FeedTypes.All).Except(before.Types))
            errors.Add(new("types", NoSuchType));
        foreach (var phase in Values(target.Phases).Where(phase => Phases.Named(phase).Count == 0))
            errors.Add(new("phases", NoSuchPhase));
        var startups = Values(target.Startups).Select(ResourceIds.Normal).ToList();
        var known = startups.Count == 0 ? [] : await tx.ListStartupsNamedAsync(startups);
        foreach (var startup in startups.Except(known).Except(before.Startups))
            errors.Add(new("startups", NoSuchStartup));
        var incubators = await IncubatorsAsync(tx, target, before, errors);
        return (
            new([.. Values(target.Types)], startups, FeedFilter.PhasesOf(Values(target.Phases)), incubators),
            errors.Count > 0 ? BadRequestProblem.Of(errors) : null);
    }

    private static async Task<List<string>> IncubatorsAsync(Tx tx, WebhookTarget target, FeedFilter before, List<FieldError> errors)
    {
        List<string> found = [];
        if (target.Incubators is not { Count: > 0 })
            return found;

        var ids = new KnownIds.Ids((await tx.ListKnownIdsAsync(Kinds.Incubator)).Ever);
        foreach (var text in Values(target.Incubators))
            if (ids.Find(text) is { } id)
                found.Add(id);
            else if (before.Incubators.Contains(text))
                found.Add(text);
            else
                errors.Add(new("incubators", ids.Unknown(text)));
        return [.. found.Distinct()];
    }

    private static IEnumerable<string> Values(IReadOnlyList<string>? texts) => (texts ?? []).Select(text => text.Trim()).Distinct();
}
