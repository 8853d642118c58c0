using Incubateurs.Storage;

namespace Incubateurs.Access;

/// <summary>Flushes the log at short intervals and at the end, and forgets what was kept long enough.</summary>
internal sealed class AccessLogService(AccessLog log, Database database, AccessSettings settings, ILogger<AccessLogService> logger)
    : RepeatedWork(TimeProvider.System, logger)
{
    private DateOnly forgot = DateOnly.MinValue;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await log.FlushAsync();
    }

    protected override string Waiting => "The access log could not be written";

    // With the write itself it stays under the quarter of a second that docs/AUDIT.md gives.
    protected override TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(100);

    protected override async Task<TimeSpan> RunAsync(CancellationToken cancellation)
    {
        await log.FlushAsync();
        if (settings.RetentionDays == 0 || forgot == database.Today)
            return Pause;

        var today = database.Today;
        _ = await database.WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.CutAccessesAsync(tx.Clock.AddDays(-settings.RetentionDays));
                return 0;
            },
            cancellation);
        forgot = today;
        return Pause;
    }
}
