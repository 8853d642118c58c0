using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Writes;

namespace Incubateurs.HandOvers;

/// <summary>This hand-over, in a state that lets somebody act on it: once, for all of its steps.</summary>
internal static class ThisHandOverEndpoints
{
    /// <summary>Acts on a hand-over, or says that nobody has this id, that it has changed since, or that its state forbids it.</summary>
    /// <param name="missing">The refusal as one of the results of the operation; so are the two that follow.</param>
    public static Task<T> OfHandOverAsync<T>(
        this Writing writing,
        string id,
        HandOverAction action,
        Func<NotFoundProblem, T> missing,
        Func<PreconditionFailedProblem, T> stale,
        Func<ConflictProblem, T> forbidden,
        Func<Tx, RecordedHandOver, Task<T>> act)
        where T : IResult =>
        writing.RunAsync(async tx =>
            await tx.FindHandOverAsync(id, Knowledge.Now) is not { } handOver ? missing(HandOverEndpoints.NotFound(id))
            : writing.Stale(handOver.Version) is { } changed ? stale(changed)
            : HandOverRules.Fault(handOver.Status, action) is { } fault ? forbidden(new(HandOverProblems.Of(fault)))
            : await act(tx, handOver));
}
