using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Webhooks;

/// <summary>What was sent, and why.</summary>
public enum AttemptKind
{
    /// <summary>An item, in its turn.</summary>
    Item,

    /// <summary>An item that somebody asked for again.</summary>
    Redelivery,

    /// <summary>A test that somebody asked for.</summary>
    Test,
}

/// <summary>Why an attempt failed.</summary>
public enum AttemptError
{
    /// <summary>The answer was neither 2xx nor a redirection.</summary>
    Refused,

    /// <summary>The answer was a redirection, which is not followed.</summary>
    Redirected,

    /// <summary>There was no answer in time.</summary>
    TimedOut,

    /// <summary>The host's name leads nowhere.</summary>
    NoSuchHost,

    /// <summary>The host's name leads to an address to which webhooks may not lead.</summary>
    ForbiddenAddress,

    /// <summary>Nobody listens there, or the network does not lead there.</summary>
    Unreachable,

    /// <summary>The connection is not safe: its certificate or its protocol is not good.</summary>
    Unsafe,

    /// <summary>The answer broke off, or was no HTTP.</summary>
    Broken,
}

/// <summary>An attempt to deliver something. What the receiver answered is not kept, but for its status.</summary>
/// <param name="Id">Id of the attempt, with which it is asked for again.</param>
/// <param name="Kind">Whether an item was sent in its turn or again, or a test.</param>
/// <param name="At">The instant at which it was sent.</param>
/// <param name="DurationMs">Milliseconds until the answer's headers were there, or until it failed.</param>
/// <param name="Delivered">Whether it was answered with 2xx.</param>
/// <param name="Seq">Number of the item; absent of a test.</param>
/// <param name="StatusCode">Status of the answer; absent where there was none.</param>
/// <param name="Error">Why it failed; absent where it was delivered.</param>
/// <param name="Detail">The same as a sentence.</param>
/// <param name="NextTryAt">When the item is tried again; absent where it is not.</param>
public sealed record WebhookAttempt(
    string Id,
    AttemptKind Kind,
    DateTimeOffset At,
    [property: Range(0, int.MaxValue)] int DurationMs,
    bool Delivered,
    [property: Range(1, long.MaxValue)] long? Seq = null,
    [property: Range(100, 999)] int? StatusCode = null,
    AttemptError? Error = null,
    string? Detail = null,
    DateTimeOffset? NextTryAt = null);

/// <summary>A page of the attempts of a webhook.</summary>
/// <param name="Items">The attempts, the newest first.</param>
/// <param name="Total">How many are kept, on all pages.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record WebhookAttemptPage(
    [property: MaxLength(200)] IReadOnlyList<WebhookAttempt> Items, long Total, string? Next = null) : IPage;

/// <summary>How an attempt went, before it is on record.</summary>
/// <param name="RetryAfter">For how long the receiver asks not to be asked.</param>
internal sealed record Outcome(
    DateTimeOffset At, TimeSpan Duration, int? StatusCode, AttemptError? Error, TimeSpan? RetryAfter = null)
{
    private static readonly FrozenDictionary<AttemptError, Label> Details = new Dictionary<AttemptError, Label>
    {
        [AttemptError.Refused] = new("La réponse n'est pas 2xx.", "The answer is not 2xx."),
        [AttemptError.Redirected] = new(
            "La réponse est une redirection, qui n'est pas suivie.", "The answer is a redirection, which is not followed."),
        [AttemptError.TimedOut] = new("Pas de réponse dans le temps imparti.", "There was no answer in time."),
        [AttemptError.NoSuchHost] = new("Le nom de l'hôte ne mène nulle part.", "The host's name leads nowhere."),
        [AttemptError.ForbiddenAddress] = new(
            "L'hôte a une adresse privée, locale ou réservée : rien n'y est envoyé.",
            "The host has a private, local or reserved address: nothing is sent there."),
        [AttemptError.Unreachable] = new("Personne ne répond à cette adresse.", "Nobody listens at this address."),
        [AttemptError.Unsafe] = new(
            "Le certificat ou le protocole TLS n'est pas bon.", "The certificate or the protocol of TLS is not good."),
        [AttemptError.Broken] = new("La réponse a été coupée, ou n'est pas du HTTP.", "The answer broke off, or is no HTTP."),
    }.ToFrozenDictionary();

    /// <summary>An answer with this status.</summary>
    public static AttemptError? ErrorOf(int status) => status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => AttemptError.Redirected,
        _ => AttemptError.Refused,
    };

    public static string? DetailOf(AttemptError? error, Language language) => error is { } one ? Details[one].In(language) : null;
}
