namespace Incubateurs.Words;

/// <summary>
/// The ids of what is openly fictional, for every operation to be tried on: one startup in the middle of its hand-over, and three
/// more where an operation needs another state. Nothing of a source may bear them.
/// </summary>
internal static class SpecimenIds
{
    public const string Startup = "exemple";

    /// <summary>Its host is retained, and it may be completed.</summary>
    public const string Hosted = "exemple-accueilli";

    /// <summary>Its hand-over may be opened.</summary>
    public const string Ready = "exemple-a-transferer";

    /// <summary>It is withdrawn, and may be brought back.</summary>
    public const string Withdrawn = "exemple-retire";

    public const string Incubator = "incubateur-exemple";
    public const string Administration = "administration-exemple";

    /// <summary>Whether it is an id of the specimen.</summary>
    public static bool IsOne(string id) => id is Incubator or Administration || Startups.Contains(id, StringComparer.Ordinal);

    public static readonly IReadOnlyList<string> Startups = [Startup, Hosted, Ready, Withdrawn];
}
