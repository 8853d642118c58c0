using Incubateurs.Storage;

namespace Incubateurs.Web.Pipeline;

/// <summary>What authentication found, for as long as the request lasts.</summary>
internal interface IKnownCaller
{
    Caller Caller { get; }

    /// <summary>In whose name it writes; null for who is known and yet no agent.</summary>
    Actor? Actor { get; }
}

/// <summary>Who asks, as authentication noted it.</summary>
internal static class Callers
{
    public static Caller Caller(this HttpContext http) => http.Features.Get<IKnownCaller>()?.Caller ?? Pipeline.Caller.Anonymous;

    /// <summary>The agent that asks, for its administration; null for everybody else.</summary>
    public static Actor? Actor(this HttpContext http) => http.Features.Get<IKnownCaller>()?.Actor;
}
