using System.Reflection;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Startups;

/// <summary>This startup, or where it went: once, for all that stands below its address.</summary>
internal static class ThisStartupEndpoints
{
    /// <summary>Answers what is read of a startup, redirects from a former id, or says that nobody has this id.</summary>
    /// <param name="read">Null where the startup does not have what is asked for.</param>
    /// <param name="merged">What is answered under the id of a startup that was merged into another one.</param>
    /// <param name="absent">What is said then.</param>
    public static Task<Results<Answer<T>, FormerId, NotFoundProblem>> OfStartupAsync<T>(
        this Reading reading,
        StartupId id,
        DateTimeOffset? knownAt,
        Func<Tx, RecordedStartup, Knowledge, Task<T?>> read,
        Merged merged = Merged.Redirects,
        NotFoundProblem? absent = null)
        where T : class => reading.OfStartupAsync(id, knownAt, read, reading.Answer, merged, absent);

    /// <summary>The same, where what is read is not answered as JSON.</summary>
    public static async Task<Results<TAnswer, FormerId, NotFoundProblem>> OfStartupAsync<T, TAnswer>(
        this Reading reading,
        StartupId id,
        DateTimeOffset? knownAt,
        Func<Tx, RecordedStartup, Knowledge, Task<T?>> read,
        Func<T, TAnswer> answer,
        Merged merged = Merged.Redirects,
        NotFoundProblem? absent = null)
        where T : class
        where TAnswer : IResult
    {
        var (found, heirs) = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(knownAt);
            var startup = await tx.FindRecordedAsync(id.Text, knowledge);
            if (merged == Merged.Redirects && startup?.Withdrawal?.MergedInto is { } into)
                return (null, [into]);

            var shown = startup is null ? null : await read(tx, startup, knowledge);
            return (shown, startup is null ? await tx.ListHeirsAsync(Kinds.Startup, id.Text, knowledge) : []);
        });
        return found is not null ? answer(found)
            : heirs.Count > 0 ? new FormerId(heirs)
            : absent ?? Unknown(id);
    }

    /// <summary>
    /// Writes to a startup that lives, or says where it went, that nobody has this id, that it is withdrawn, or that it has
    /// changed since it was read.
    /// </summary>
    public static Task<WriteResult<TAnswer>> OfStartupAsync<TAnswer>(
        this Writing writing, StartupId id, Func<Tx, RecordedStartup, Task<WriteResult<TAnswer>>> write)
        where TAnswer : WrittenAnswer, IEndpointMetadataProvider =>
        writing.OfStartupAsync(id, write, withdrawal => withdrawal switch
        {
            null => null,
            { MergedInto: { } into } => new FormerId([into]),
            { } => new ConflictProblem(StartupProblems.Withdrawn),
        });

    /// <summary>The same of one that may be withdrawn, or merged into another one.</summary>
    public static Task<WriteResult<TAnswer>> OfAnyStartupAsync<TAnswer>(
        this Writing writing, StartupId id, Func<Tx, RecordedStartup, Task<WriteResult<TAnswer>>> write)
        where TAnswer : WrittenAnswer, IEndpointMetadataProvider => writing.OfStartupAsync(id, write, _ => null);

    private static Task<WriteResult<TAnswer>> OfStartupAsync<TAnswer>(
        this Writing writing,
        StartupId id,
        Func<Tx, RecordedStartup, Task<WriteResult<TAnswer>>> write,
        Func<RecordedWithdrawal?, WriteResult<TAnswer>?> refuse)
        where TAnswer : WrittenAnswer, IEndpointMetadataProvider =>
        writing.RunAsync<WriteResult<TAnswer>>(async tx =>
            await tx.FindWrittenAsync(id.Text) is { } startup
                ? refuse(startup.Withdrawal) ?? (writing.Stale(startup.Version) is { } stale ? stale : await write(tx, startup))
            : await tx.ListHeirsAsync(Kinds.Startup, id.Text, Knowledge.Now) is { Count: > 0 } heirs ? new FormerId(heirs)
            : Unknown(id));

    private static Task<RecordedStartup?> FindWrittenAsync(this Tx tx, string id)
    {
        tx.IsOfSpecimen = SpecimenIds.IsOne(id);
        return tx.FindRecordedAsync(id, Knowledge.Now);
    }

    private static NotFoundProblem Unknown(StartupId id) => new(new(
        $"Aucune startup n'a l'identifiant « {id.Text.Shown()} ».", $"No startup has the id “{id.Text.Shown()}”."));
}

/// <summary>What is answered under the id of a startup that was merged into another one.</summary>
internal enum Merged
{
    /// <summary>Where it went.</summary>
    Redirects,

    /// <summary>What is asked of it, as of any other.</summary>
    Answers,
}

/// <summary>The id of a startup as an address names it, in Unicode's composed form; it may be a former one, or nobody's.</summary>
internal readonly record struct StartupId(string Text) : IEndpointParameterMetadataProvider
{
    /// <summary>Wherever a startup is addressed, its former id leads to it.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => FormerId.Document(builder);

    /// <summary>Any text may be an id: whether it is one, the data says.</summary>
    public static bool TryParse(string? text, out StartupId id)
    {
        id = new((text ?? "").Normal());
        return true;
    }

    public override string ToString() => Text;
}
