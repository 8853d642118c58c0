namespace Incubateurs.Web.Problems;

#pragma warning disable CA1032 // It carries its refusal; nothing else makes one.
/// <summary>What a room above could not do and how that is told; thrown where no handler can answer.</summary>
internal abstract class RefusedException(string message, Refusal refusal, Exception inner) : Exception(message, inner)
{
    public Refusal Refusal { get; } = refusal;
}
#pragma warning restore CA1032
