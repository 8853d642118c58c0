namespace Incubateurs.Exchange.Reading;

/// <summary>An administration or an incubator by what other files may call it.</summary>
internal sealed record Referable(string Id, string Name, string? Acronym, IReadOnlyList<string> FormerIds);

/// <summary>
/// What references led to the last time. A file that is there and cannot be read stands as it was read then, so that whatever
/// names it keeps it.
/// </summary>
internal sealed record EarlierReferences(
    IReadOnlyList<Referable> Administrations, IReadOnlyList<Referable> Incubators)
{
    public static readonly EarlierReferences None = new([], []);
}
