using Incubateurs.Storage;

namespace Incubateurs.Changes;

/// <summary>What the feed says happened to a thing: the change's own type where it is about that thing.</summary>
internal static class FeedTypes
{
    // By the first word of a type of change, the thing that it is about.
    private static readonly Dictionary<string, string> Resources = new()
    {
        ["startup"] = Kinds.Startup,
        ["phase"] = Kinds.Startup,
        ["handOver"] = Kinds.HandOver,
        ["host"] = Kinds.HandOver,
        ["secondment"] = Kinds.HandOver,
        ["adaptation"] = Kinds.HandOver,
        ["cost"] = Kinds.HandOver,
        ["followUp"] = Kinds.HandOver,
        ["committee"] = Kinds.Committee,
        ["benefit"] = Kinds.Benefit,
        ["incubator"] = Kinds.Incubator,
        ["administration"] = Kinds.Administration,
    };

    // What agents alone know of, and what agents do to the words of strangers, is in the history, and not in the feed.
    private static readonly HashSet<string> Untold = ["handOver.controlled"];

    // What a startup says of its hand-over: where that stands, what it is to be, and who receives it.
    private static readonly HashSet<string> ToldOfStartups =
        ["handOver.opened", "handOver.described", "host.retained", "handOver.reopened", "handOver.completed", "handOver.cancelled"];

    /// <summary>The types that items of the feed have.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        .. ChangeTypes.All.Select(known => known.Type).Where(type => ResourceOf(type) is not null && !Untold.Contains(type)),
    ];

    /// <summary>The kind of thing that a type of change is about; null of what the feed does not tell.</summary>
    public static string? ResourceOf(string type) => Resources.GetValueOrDefault(type[..type.IndexOf('.', StringComparison.Ordinal)]);

    /// <summary>What happened to a thing with a change.</summary>
    public static string Of(Touched touched) => touched switch
    {
        { Type: { } said } => said,
        _ when ResourceOf(touched.ChangeType) == touched.Resource => touched.ChangeType,
        { Resource: Kinds.Committee } => "committee.held",
        { Resource: Kinds.Benefit } => "benefit.observed",
        { Resource: Kinds.HandOver } => "handOver.updated",
        { Resource: Kinds.Incubator } => "incubator.updated",
        { Resource: Kinds.Administration } => "administration.updated",
        _ => "startup.updated",
    };

    /// <summary>
    /// The things that a transaction touched, each once for each change, in order; a startup also where what it says of its hand-over
    /// changed.
    /// </summary>
    public static IReadOnlyList<Touched> Told(IReadOnlyList<Touched> touched)
    {
        List<Touched> all = [.. touched];
        foreach (var handOver in touched)
            if (handOver is { Resource: Kinds.HandOver, StartupId: { } startup } && ToldOfStartups.Contains(handOver.ChangeType))
                all.Add(new(handOver.Change, handOver.ChangeType, Kinds.Startup, startup, startup, Type: null));
        return
        [
            .. all.GroupBy(thing => (thing.Change, thing.Resource, thing.Id))
                .Select(same => same.FirstOrDefault(thing => thing.Type is not null) ?? same.First())
                .OrderBy(thing => thing.Change)
                .ThenBy(thing => ResourceOf(thing.ChangeType) == thing.Resource ? 0 : 1),
        ];
    }
}
