using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Candidacies;

/// <summary>
/// Asks the public register about retained candidates, one after the other and slower than it allows (seven a second);
/// off unless its address is set. Whoever cannot be asked about waits longer each time, and in the end cannot be told.
/// </summary>
internal sealed partial class RegisterControls(
    RegisterSettings settings, Lazy<Register> register, Database database, TimeProvider time, ILogger<RegisterControls> logger)
    : RepeatedWork(time, logger)
{
    private const int MostAttempts = 10;

    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Makes the next control that is due; false where there is none.</summary>
    internal async Task<bool> ControlNextAsync(CancellationToken cancellation)
    {
        if (await database.ReadAsync(tx => tx.NextPendingControlAsync(), cancellation) is not { } pending)
            return false;

        var (finding, wait) = await register.Value.FindAsync(pending.Siret, cancellation);
        if (finding is null && pending.Attempts + 1 >= MostAttempts)
            finding = new(ControlVerdict.Impossible, "Registre public : pas de réponse lisible.");
        _ = await database.WriteAsync(Actor.System, tx => RecordAsync(tx, pending, finding, wait), cancellation);
        if (finding is null)
            Log.NoAnswer(logger, pending.Attempts + 1, MostAttempts);
        return true;
    }

    protected override string Waiting => "A control could not be recorded";

    protected override TimeSpan Pause { get; } = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        settings.Address is null ? Task.CompletedTask : base.ExecuteAsync(stoppingToken);

    protected override async Task<TimeSpan> RunAsync(CancellationToken cancellation) =>
        await ControlNextAsync(cancellation) ? Spacing : Pause;

    // The register was asked outside of any transaction: meanwhile an agent may have controlled, or the candidate withdrawn.
    private static async Task<bool> RecordAsync(Tx tx, PendingControl pending, RegisterFinding? finding, TimeSpan wait)
    {
        if (finding is null)
        {
            // One, two, four minutes… somewhat more than half a day in all; longer where the register says so, by a day at most.
            var least = FirstWait * Math.Pow(2, pending.Attempts);
            await tx.PostponeControlAsync(pending.CandidacyId, tx.Clock + (wait < least ? least : wait < LongestWait ? wait : LongestWait));
            return false;
        }

        return await tx.RemovePendingControlAsync(pending.CandidacyId)
            && await tx.FindCandidacyAsync(pending.CandidacyId) is { } candidacy
            && await tx.ControlAsync(candidacy, new(Ids.New(tx.Now), finding.Verdict, finding.Note, "register", tx.Now));
    }

    private static partial class Log
    {
        [
            LoggerMessage(
                Level = LogLevel.Warning,
                Message = "The public register gave no readable answer, attempt {Attempt} of {Most}; it is asked again later."),
        ]
        public static partial void NoAnswer(ILogger logger, long attempt, int most);
    }
}
