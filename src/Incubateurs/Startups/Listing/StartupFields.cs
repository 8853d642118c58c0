using Incubateurs.Words;

namespace Incubateurs.Startups.Listing;

/// <summary>The members of a listed startup that `fields` may ask for: all of them.</summary>
internal static class StartupFields
{
    public static readonly IReadOnlyList<string> Names = [.. Member<StartupSummary>.All.Select(member => member.Name)];

    private static readonly Dictionary<string, Member<StartupSummary>> Members =
        Member<StartupSummary>.All.ToDictionary(member => member.Name);

    /// <summary>The startup with the members asked for, and its id.</summary>
    public static StartupSummary Only(this StartupSummary startup, IReadOnlySet<string>? fields)
    {
        if (fields is null)
            return startup;

        var only = new StartupSummary { Id = startup.Id };
        foreach (var name in fields)
            Members[name].Set(only, Members[name].Get(startup));
        return only;
    }
}
