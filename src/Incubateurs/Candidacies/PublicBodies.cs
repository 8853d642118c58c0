using Incubateurs.Access;

namespace Incubateurs.Candidacies;

/// <summary>
/// What the register says of the SIRETs of agents: asked once for all who wait, within a few seconds, and remembered for a while.
/// Agents wait for it, as no control does: a register that is slow, or asked about too many at once, has not answered.
/// </summary>
internal sealed class PublicBodies(Lazy<Register> register, TimeProvider time) : IPublicRegister
{
    private const int MostKept = 10_000;
    private const int MostAtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptUnanswered = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Asked> asked = new(StringComparer.Ordinal);
    private int asking;

    public Task<bool?> IsPublicAsync(string siret, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (asked.TryGetValue(siret, out var earlier) && time.GetElapsedTime(earlier.At) < earlier.Keep)
                return earlier.Answer.WaitAsync(cancellation);
            if (asking >= MostAtOnce)
                return Task.FromResult<bool?>(null);

            if (asked.Count >= MostKept)
                asked.Clear();
            asking++;
            var fresh = new Asked(AskAsync(siret), time.GetTimestamp());
            asked[siret] = fresh;
            return fresh.Answer.WaitAsync(cancellation);
        }
    }

    private async Task<bool?> AskAsync(string siret)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return (await register.Value.FindAsync(siret, patience.Token)).Finding is { } finding
                ? finding.Verdict == ControlVerdict.Confirmed
                : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            lock (gate)
                asking--;
        }
    }

    private sealed record Asked(Task<bool?> Answer, long At)
    {
        public TimeSpan Keep => Answer is { IsCompletedSuccessfully: true, Result: null } ? KeptUnanswered : Kept;
    }
}
