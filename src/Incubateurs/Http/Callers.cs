namespace Incubateurs.Http;

/// <summary>Who asks, as authentication noted it.</summary>
internal static class Callers
{
    public static Caller Caller(this HttpContext http) => http.Features.Get<IKnownCaller>()?.Caller ?? Http.Caller.Anonymous;
}

/// <summary>What authentication found, for as long as the request lasts.</summary>
internal interface IKnownCaller
{
    Caller Caller { get; }
}
