namespace Incubateurs.Candidacies;

/// <summary>Where a candidacy stands.</summary>
internal static class CandidacyStatus
{
    /// <summary>It waits for an agent to retain one.</summary>
    public const string Submitted = "submitted";

    /// <summary>This administration is the host.</summary>
    public const string Retained = "retained";

    /// <summary>Another one was retained, or the host was named directly.</summary>
    public const string NotRetained = "notRetained";

    /// <summary>It was retained, and the control afterwards did not confirm it.</summary>
    public const string Refused = "refused";

    /// <summary>The candidate has withdrawn.</summary>
    public const string Withdrawn = "withdrawn";
}

/// <summary>What a control of the retained candidate finds.</summary>
internal static class Verdict
{
    /// <summary>It is the administration that it said to be.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>It is not.</summary>
    public const string NotConfirmed = "notConfirmed";

    /// <summary>It cannot be told: a body that is missing from a public register is no fraud.</summary>
    public const string Impossible = "impossible";
}

/// <summary>A candidacy as it stands.</summary>
internal sealed record RecordedCandidacy
{
    public required string Id { get; init; }
    public required string HandOverId { get; init; }
    public required string Siret { get; init; }
    public required string Status { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Whom to write to; gone once the hand-over has been closed for long enough.</summary>
    public string? Contact { get; init; }
}
