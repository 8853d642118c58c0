namespace Incubateurs.Candidacies;

/// <summary>A retained candidate whom the register shall be asked about.</summary>
internal sealed record PendingControl
{
    public required string CandidacyId { get; init; }
    public required string Siret { get; init; }
    public required long Attempts { get; init; }
    public required DateTimeOffset NotBefore { get; init; }
}
