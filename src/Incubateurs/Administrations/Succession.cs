namespace Incubateurs.Administrations;

/// <summary>A dated succession of administrations.</summary>
internal sealed record Succession
{
    public required string PredecessorId { get; init; }
    public required string SuccessorId { get; init; }
    public required DateOnly OnDay { get; init; }
}
