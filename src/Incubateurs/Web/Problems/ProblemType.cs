using Incubateurs.Words;

namespace Incubateurs.Web.Problems;

/// <summary>A kind of refusal. Codes are part of the contract: they are added, never renamed.</summary>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Title">The same for every refusal of this kind.</param>
/// <param name="Meaning">For the catalogue: when it comes, and what to do.</param>
internal sealed record ProblemType(string Code, int Status, Label Title, Label Meaning)
{
    /// <summary>Where the catalogue describes it; the <c>type</c> of its problems.</summary>
    public string Address { get; } = "/problems/" + Code;
}
