using Incubateurs.Words;

namespace Incubateurs.Startups.Listing;

/// <summary>The members of a startup that `fields` may ask for: all of a list, and in exports the facts of the detail too.</summary>
internal static class StartupFields
{
    public static readonly IReadOnlyList<string> Names = [.. Member<StartupSummary>.All.Select(member => member.Name)];

    /// <summary>The facts of the detail, which exports alone give.</summary>
    public static readonly IReadOnlyList<string> Details =
        [.. Member<ExportedStartup>.All.Select(member => member.Name).Except([.. Names, "handOver", "numbers"])];

    /// <summary>The startup with the members asked for, and its id.</summary>
    public static StartupSummary Only(this StartupSummary startup, IReadOnlySet<string>? fields) =>
        fields is null ? startup : new StartupSummary { Id = startup.Id }.With(startup, fields);
}
