namespace Incubateurs.Administrations;

/// <summary>What is recorded of an administration: one version of it.</summary>
internal sealed record AdministrationFacts
{
    public required string Name { get; init; }
    public string? Acronym { get; init; }
    public string? Kind { get; init; }
    public string? Domain { get; init; }
    public string? Siret { get; init; }
    public string? DirectoryId { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }
}

/// <summary>The facts of an administration with the version that they are.</summary>
internal sealed record RecordedAdministration(string Id, int Version, DateTimeOffset ModifiedAt, AdministrationFacts Facts);
