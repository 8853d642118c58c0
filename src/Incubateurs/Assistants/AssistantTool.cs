namespace Incubateurs.Assistants;

/// <summary>A tool for agents of AI: a read of the contract under a name that says what it is good for.</summary>
/// <param name="Operation">Its id in the OpenAPI document, which gives the address, the parameters and their checks.</param>
/// <param name="Description">When to use it and how, for a model that has never seen the service.</param>
internal sealed record AssistantTool(string Name, string Operation, string Title, string Description)
{
    /// <summary>What is asked where the caller leaves a parameter out: a model reads all that it is sent.</summary>
    public IReadOnlyDictionary<string, string> Unless { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Parameters of the operation that are not those of the tool.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>The member of each item that is too long for a model, and that another tool gives.</summary>
    public string? Without { get; init; }
}

/// <summary>The tools, in the order in which they are listed.</summary>
internal static class AssistantTools
{
    private static readonly Dictionary<string, string> FewStartups = new(StringComparer.Ordinal)
    {
        ["limit"] = "20",
        ["fields"] = "name,pitch,status,phase,planned,incubation,incubators,sponsors,host,link",
    };

    private static readonly Dictionary<string, string> Few = new(StringComparer.Ordinal) { ["limit"] = "20" };

    public static readonly IReadOnlyList<AssistantTool> All =
    [
        new(
            "find_startups",
            "ListStartups",
            "Find startups",
            "Finds startups (digital services incubated by the French State) by words, phase, status, incubator, sponsor, host, domain, "
                + "theme, dates of entry and exit, or being incubated for over three years (`overdue`). All filters combine; a list means "
                + "any of its values. `total` counts all that match. For the following page call again with the same arguments and the "
                + "`cursor` that stands in `next`. An incubator or a sponsor is named by its id: look it up first.")
        { Unless = FewStartups },
        new(
            "count_startups",
            "ReadFacets",
            "Count startups",
            "Counts startups by phase, status, incubator, sponsor, domain, theme, audience and technology, with the filters of "
                + "`find_startups`. Each count ignores the filter on itself."),
        new(
            "read_startup",
            "ReadStartup",
            "Read one startup",
            "Gives one startup in detail: description, all its phases with their dates, events, reputation, hand-over. A former id is "
                + "followed. With `asOf`, as it stood on a day."),
        new(
            "read_startup_history",
            "ListHistory",
            "Read what happened to a startup",
            "Lists the changes recorded of one startup, the last first: who answered for it, what was corrected, when it was written."),
        new(
            "find_changes",
            "ListChanges",
            "Find what changed",
            "Lists what was recorded since an instant (`since`), the oldest first: startups registered, changed, entering a phase "
                + "(`phase`), hand-overs opened and completed, names of incubators and administrations. By `type`, `startup`, `phase` or "
                + "`incubator`. It is when something was recorded, which may be long after it was true. For the following page call again "
                + "with the same arguments and, instead of `since`, the `after` that stands in `next`. What changed is read by its `id`.")
        { Unless = Few, Kept = ["wait"], Without = "data" },
        new(
            "find_hand_overs",
            "ListHandOvers",
            "Find hand-overs",
            "Lists hand-overs of startups to host administrations. With `status` `open`: what an administration may apply to take over "
                + "today. By host: what it received. Most startups that were handed over have no recorded hand-over: "
                + "`find_startups` with `status` `handedOver` finds those.")
        { Unless = Few },
        new(
            "read_hand_over",
            "ReadHandOver",
            "Read one hand-over",
            "Gives one hand-over with its host, staff, adaptations, costs, and findings: points of the doctrine that are not met."),
        new(
            "read_flow",
            "ReadFlow",
            "Figures: flow",
            "Entries, exits and stock of each year, quarter or month. The definition of each figure is the resource "
                + "`incubateurs://definitions/flow`."),
        new(
            "read_phase_durations",
            "ReadDurations",
            "Figures: how long phases last",
            "Median, ninth decile and distribution of the days that startups spend in each phase. Defined in "
                + "`incubateurs://definitions/durations`."),
        new(
            "read_incubation_durations",
            "ReadIncubations",
            "Figures: how long incubations take",
            "By the way out, how many days incubations took and how many were under one year, of one to three years, over three years. "
                + "`medianDays` of the item `transfere` is the median time to hand-over. Defined in "
                + "`incubateurs://definitions/incubations`."),
        new(
            "read_stock",
            "ReadStock",
            "Figures: what is incubating",
            "The startups that are incubating on a day, by phase, age and incubator, with the twenty that entered first; of each "
                + "incubator also the median time to hand-over. Defined in `incubateurs://definitions/stock`."),
        new(
            "read_quality",
            "ReadQuality",
            "Figures: what is missing or late",
            "Counts by rule what is missing or late in the portfolio. Defined in `incubateurs://definitions/quality`."),
        new(
            "find_incubators",
            "ListIncubators",
            "Find incubators",
            "Lists incubators in the order of their names, with the ids by which filters name them.")
        { Unless = new Dictionary<string, string>(StringComparer.Ordinal) { ["limit"] = "200" } },
        new(
            "find_administrations",
            "ListAdministrations",
            "Find administrations",
            "Finds administrations (sponsors, hosts, owners of incubators) by words of their name (`q`), SIRET, domain or kind, with the "
                + "ids by which filters name them.")
        { Unless = Few },
    ];

    public static AssistantTool? Find(string name) => All.FirstOrDefault(tool => tool.Name == name);
}
