using Incubateurs.Storage;

namespace Incubateurs.Access;

/// <summary>
/// Follows the chain of the log in the background, some thousand rows at a time, from the first row kept, and then on from what was
/// verified: no request reads the whole log.
/// </summary>
internal sealed partial class AccessVerification(Database database, TimeProvider time, ILogger<AccessVerification> logger)
    : RepeatedWork(time, logger)
{
    private const int Batch = 5_000;

    private Verified? verified;

    /// <summary>The first row that is not as it was sealed, as far as was looked.</summary>
    public long? FirstAltered => verified?.FirstAltered;

    protected override string Waiting => "The access log could not be verified";

    protected override TimeSpan Pause { get; } = TimeSpan.FromSeconds(1);

    protected override async Task<TimeSpan> RunAsync(CancellationToken cancellation)
    {
        await FollowAsync(cancellation);
        return Pause;
    }

    /// <summary>Goes on by one batch.</summary>
    /// <returns>Whether that was the end.</returns>
    internal async Task<bool> FollowAsync(CancellationToken cancellation)
    {
        var before = verified;
        verified = await database.ReadAsync(
            async tx =>
            {
                var head = await tx.AccessHeadAsync();

                // What was cut meanwhile needs no looking at.
                return await tx.FollowAsync(before is { } one && one.Id >= head.CutId ? one : new(head.CutId, head.CutSeal), Batch);
            },
            cancellation);
        if (verified.FirstAltered is { } altered && before?.FirstAltered is null)
            Log.Altered(logger, altered);
        return verified.Id == before?.Id;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Critical,
            Message = "The access log is not as it was sealed, from row {Row} on: somebody altered the database. `check` tells what else.")]
        public static partial void Altered(ILogger logger, long row);
    }
}
