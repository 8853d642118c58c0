using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Startups;

/// <summary>This startup, or where it went: once, for all that stands below its address.</summary>
internal static class ThisStartupEndpoints
{
    /// <summary>Answers what is read of a startup, redirects from a former id, or says that nobody has this id.</summary>
    /// <param name="read">Null where the startup was not there on the day asked for.</param>
    public static Task<Results<Answer<T>, FormerId, NotFoundProblem>> OfStartupAsync<T>(
        this Reading reading, StartupId id, DateTimeOffset? knownAt, Func<Tx, RecordedStartup, Knowledge, Task<T?>> read)
        where T : class => reading.OfStartupAsync(id, knownAt, read, reading.Answer);

    /// <summary>The same, where what is read is not answered as JSON.</summary>
    public static async Task<Results<TAnswer, FormerId, NotFoundProblem>> OfStartupAsync<T, TAnswer>(
        this Reading reading,
        StartupId id,
        DateTimeOffset? knownAt,
        Func<Tx, RecordedStartup, Knowledge, Task<T?>> read,
        Func<T, TAnswer> answer)
        where T : class
        where TAnswer : IResult
    {
        var (found, heirs) = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(knownAt);
            var shown = await tx.FindRecordedAsync(id.Text, knowledge) is { } startup ? await read(tx, startup, knowledge) : null;
            return (shown, shown is null ? await tx.ListHeirsAsync(Kinds.Startup, id.Text, knowledge) : []);
        });
        return found is not null ? answer(found)
            : heirs.Count > 0 ? new FormerId(heirs)
            : Unknown(id);
    }

    /// <summary>Writes to a startup, or says that nobody has this id.</summary>
    /// <param name="missing">The refusal as one of the results of the operation.</param>
    public static Task<T> OfStartupAsync<T>(
        this Writing writing, StartupId id, Func<NotFoundProblem, T> missing, Func<Tx, RecordedStartup, Task<T>> write)
        where T : IResult =>
        writing.RunAsync(
            async tx =>
                await tx.FindRecordedAsync(id.Text, Knowledge.Now) is { } startup ? await write(tx, startup) : missing(Unknown(id)));

    private static NotFoundProblem Unknown(StartupId id) => new(new(
        $"Aucune startup n'a l'identifiant « {id.Text.Shown()} ».", $"No startup has the id “{id.Text.Shown()}”."));
}
