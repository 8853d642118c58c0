using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Words;

namespace Incubateurs.Web.Writes;

/// <summary>
/// A write on behalf of a request: one transaction, in which the rule is asked, the state changed and the answer kept for
/// repetitions. A refusal leaves nothing behind.
/// </summary>
internal sealed class Writing(HttpContext http, Database database)
{
    public Language Language => http.Language();

    private Actor? Actor { get; } = http.Actor();

    private IWriteAuthors? Authors => http.RequestServices.GetService<IWriteAuthors>();

    private IWriteWitness? Witness => http.RequestServices.GetService<IWriteWitness>();

    /// <summary>Runs the write; its refusal rolls everything back.</summary>
    /// <exception cref="RepeatedException">The same request was answered before; <see cref="Idempotency"/> answers it again.</exception>
    public async Task<T> RunAsync<T>(Func<Tx, Task<T>> write)
        where T : IResult
    {
        try
        {
            return await database.WriteAsync(Actor ?? Actor.System, tx => WriteAsync(tx, write), http.RequestAborted);
        }
        catch
        {
            Witness?.Undo(http);
            throw;
        }
    }

    /// <summary>
    /// Before something is done that no transaction takes back: a request that was answered before does nothing again.
    /// </summary>
    /// <exception cref="RepeatedException">The same request was answered before.</exception>
    public async Task RefuseRepeatedAsync()
    {
        if (http.Features.Get<Repetition>() is { } repetition
            && await database.ReadAsync(tx => tx.FindAnswerAsync(repetition), http.RequestAborted) is { } earlier)
            throw new RepeatedException(earlier);
    }

    private async Task<T> WriteAsync<T>(Tx tx, Func<Tx, Task<T>> write)
        where T : IResult
    {
        var repetition = http.Features.Get<Repetition>();
        if (repetition is not null && await tx.FindAnswerAsync(repetition) is { } earlier)
            throw new RepeatedException(earlier);

        var result = await write(tx);
        if (Unwrapped(result) is not WrittenAnswer answer)
        {
            tx.Abandon();
            return result;
        }

        if (Actor is not null && Authors is { } authors)
            await authors.AddAsync(http, tx);
        await answer.TagAsync(http, tx);
        if (repetition is not null)
            await tx.KeepAnswerAsync(repetition, answer.Kept());
        if (http.Caller() != Caller.Anonymous && Witness is { } witness)
            await witness.NoteAsync(http, answer.StatusCode!.Value, tx);
        return result;
    }

    /// <summary>Null where the request may write over this version; otherwise the refusal.</summary>
    public PreconditionFailedProblem? Stale(long version) => IfMatch.Matches(http.Request, version) ? null : new();

    public static ValueTask<Writing> BindAsync(HttpContext http) =>
        ValueTask.FromResult(new Writing(http, http.RequestServices.GetRequiredService<Database>()));

    private static IResult Unwrapped(IResult result) => result is INestedHttpResult nested ? nested.Result : result;
}
