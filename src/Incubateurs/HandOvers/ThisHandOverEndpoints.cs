using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Writes;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.HandOvers;

/// <summary>This hand-over, in a state that lets somebody act on it: once, for all of its steps.</summary>
internal static class ThisHandOverEndpoints
{
    /// <summary>Acts on a hand-over, or says that nobody has this id, that it has changed since, or that its state forbids it.</summary>
    public static Task<WriteResult<TAnswer>> OfHandOverAsync<TAnswer>(
        this Writing writing, string id, HandOverAction action, Func<Tx, RecordedHandOver, Task<WriteResult<TAnswer>>> act)
        where TAnswer : WrittenAnswer, IEndpointMetadataProvider =>
        writing.RunAsync<WriteResult<TAnswer>>(async tx =>
            await tx.FindWrittenAsync(id) is not { } handOver ? HandOverEndpoints.NotFound(id)
            : handOver.IsWithdrawn ? new ConflictProblem(StartupProblems.Withdrawn)
            : writing.Stale(handOver.Version) is { } stale ? stale
            : HandOverRules.Fault(handOver.Status, action) is { } fault ? new ConflictProblem(HandOverProblems.Of(fault))
            : await act(tx, handOver));

    /// <summary>The hand-over that a transaction writes to.</summary>
    public static async Task<RecordedHandOver?> FindWrittenAsync(this Tx tx, string id)
    {
        var handOver = await tx.FindHandOverAsync(id, Knowledge.Now);
        tx.IsOfSpecimen = handOver is { IsSpecimen: true };
        return handOver;
    }
}
