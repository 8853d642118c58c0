namespace Incubateurs.Web.Problems;

/// <summary>Credentials that were not taken: counted at once, and told when the query has been checked.</summary>
internal sealed record RefusedCredentials(Refusal Refusal);
