using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;

namespace Incubateurs.Limits;

/// <summary>
/// Credentials are counted by address before anything is looked up, fetched or hashed for them: as many a minute as requests. Those
/// that were good are given back, so that an agent is counted as itself and not as its address; those that failed make it wait.
/// </summary>
internal sealed class CredentialLimits(RateLimitSettings settings, TimeProvider time)
{
    private readonly RequestCounts attempts = new();
    private readonly FailedCredentials failed = new(time);

    /// <summary>Counts the credentials of a request; the seconds to wait where they shall not be looked at, else null.</summary>
    public int? Count(HttpContext http)
    {
        var address = RateLimits.PartitionOf(http);
        if (failed.Wait(address) is > 0 and var wait)
            return wait;

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var attempt = new Attempt(now / 60, address);
        if (attempts.Count(attempt.Minute, address) > settings.PerMinute)
            return (int)(60 - (now % 60));

        http.Features.Set(attempt);
        return null;
    }

    /// <summary>Notes what came of them. What could not be told, or is no public agent's, is no failure.</summary>
    public void Settle(HttpContext http)
    {
        if (http.Features.Get<Attempt>() is not { } attempt)
            return;

        if (http.Features.Get<IKnownCaller>() is not null)
        {
            attempts.GiveBack(attempt.Minute, attempt.Address);
            failed.Succeed(attempt.Address);
        }
        else if (http.Features.Get<RefusedCredentials>()?.Refusal is UnauthorizedProblem)
        {
            failed.Fail(attempt.Address);
        }
    }

    private sealed record Attempt(long Minute, UInt128 Address);
}
