using Incubateurs.Access;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;

namespace Incubateurs.Candidacies;

/// <summary>A candidate, by its follow-up secret.</summary>
internal sealed record CandidateIdentity(string CandidacyId) : IKnownCaller
{
    public Caller Caller => Caller.Candidate;

    public Actor? Actor => null;
}

/// <summary>Finds the candidate of a secret. What is looked up is a hash, whose comparison tells nothing of the secret.</summary>
internal sealed class Candidates(Database database) : ICandidateReader
{
    private const int LongestSecret = 100;

    public async Task<IKnownCaller?> ReadAsync(string secret, CancellationToken cancellation) =>
        secret.Length <= LongestSecret
            && await database.ReadAsync(tx => tx.FindCandidacyBySecretAsync(secret), cancellation) is { } candidacy
            ? new CandidateIdentity(candidacy.Id)
            : null;
}
