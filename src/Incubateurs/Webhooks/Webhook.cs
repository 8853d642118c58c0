using System.ComponentModel.DataAnnotations;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Webhooks;

/// <summary>A webhook: where changes are pushed to, as they are committed, in order.</summary>
/// <param name="Id">Id of the webhook, case-sensitive.</param>
/// <param name="Url">Where the items of the feed are sent to.</param>
/// <param name="Types">What happened, as in the feed's `type`; none means whatever happens.</param>
/// <param name="Startups">Ids of startups, with what belongs to them; none means all.</param>
/// <param name="Phases">Codes of phases: only the items with which a startup enters one of them.</param>
/// <param name="Incubators">Ids of incubators: what happens to them and to their startups.</param>
/// <param name="Enabled">Whether items are sent.</param>
/// <param name="Disabled">Since when, and why, nothing is sent; absent while it is enabled.</param>
/// <param name="Delivery">How far it has come.</param>
/// <param name="Administration">For which administration an agent made it.</param>
/// <param name="CreatedAt">The instant at which it was made.</param>
/// <param name="ModifiedAt">The instant of the last change of what is said here, but for `delivery`.</param>
/// <param name="Version">From 1, for `If-Match`; how far it has come makes no version.</param>
/// <param name="Secret">What deliveries are signed with; shown this once, to who makes it.</param>
/// <param name="FormerSecretUntil">Until when deliveries are signed with the former secret, too.</param>
/// <param name="Specimen">True of the specimen: nothing is sent by itself.</param>
public sealed record Webhook(
    string Id,
    string Url,
    IReadOnlyList<string> Types,
    IReadOnlyList<string> Startups,
    IReadOnlyList<string> Phases,
    IReadOnlyList<string> Incubators,
    bool Enabled,
    WebhookDisabling? Disabled,
    WebhookDelivery Delivery,
    AdministrationReference Administration,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    [property: Range(1, int.MaxValue)] int Version,
    string? Secret = null,
    DateTimeOffset? FormerSecretUntil = null,
    bool? Specimen = null);

/// <summary>Why nothing is sent any more.</summary>
public enum DisablingReason
{
    /// <summary>One item could not be delivered for a day.</summary>
    Failing,

    /// <summary>The receiver answered 410.</summary>
    Gone,

    /// <summary>An agent said so.</summary>
    Agent,
}

/// <summary>Since when, and why, nothing is sent.</summary>
/// <param name="At">The instant from which on nothing is sent.</param>
/// <param name="Reason">Whether it failed for a day, the receiver is gone, or an agent said so.</param>
public sealed record WebhookDisabling(DateTimeOffset At, DisablingReason Reason);

/// <summary>How far a webhook has come.</summary>
/// <param name="Position">Number of the last item that is done with; the next one is behind it.</param>
/// <param name="Failures">How often the next item has failed since it was last delivered.</param>
/// <param name="FailingSince">The instant of the first of these failures.</param>
/// <param name="NextTryAt">When it is tried again.</param>
public sealed record WebhookDelivery(
    [property: Range(0, long.MaxValue)] long Position, int Failures, DateTimeOffset? FailingSince = null, DateTimeOffset? NextTryAt = null);

/// <summary>A page of the webhooks of all administrations.</summary>
/// <param name="Items">The webhooks, the oldest first.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record WebhookPage([property: MaxLength(200)] IReadOnlyList<Webhook> Items, long Total, string? Next = null) : IPage;

/// <summary>A new secret of a webhook.</summary>
/// <param name="Id">Id of the webhook, case-sensitive.</param>
/// <param name="FormerSecretUntil">Until when deliveries are signed with the former secret, too.</param>
/// <param name="Secret">What deliveries are signed with from now on; shown this once.</param>
public sealed record RotatedSecret(string Id, DateTimeOffset FormerSecretUntil, string? Secret = null);

/// <summary>What is sent again, and how that went.</summary>
/// <param name="From">Number of the item from which on all is sent again.</param>
/// <param name="Sent">How the one item that was sent again was received.</param>
public sealed record Redelivery(long? From = null, WebhookAttempt? Sent = null);
