using Incubateurs.Storage;

namespace Incubateurs.Access;

/// <summary>Flushes the log within a second and at the end, and forgets what was kept long enough.</summary>
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

    protected override TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(500);

    protected override async Task<TimeSpan> RunAsync(CancellationToken cancellation)
    {
        await log.FlushAsync();
        if (settings.RetentionDays == 0 || forgot == database.Today)
            return Pause;

        forgot = database.Today;
        _ = await database.WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.ForgetAccessesAsync(tx.Clock.AddDays(-settings.RetentionDays));
                return 0;
            },
            cancellation);
        return Pause;
    }
}
