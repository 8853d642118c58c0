using Incubateurs.Changes;
using Incubateurs.Words;

namespace Incubateurs.Webhooks;

/// <summary>A webhook as recorded.</summary>
/// <param name="Turn">Grows with whatever an agent does to it.</param>
/// <param name="FormerUntil">Until when the former secret is good.</param>
internal sealed record StoredWebhook(
    string Id,
    string Url,
    FeedFilter Filter,
    string Secret,
    string? FormerSecret,
    DateTimeOffset? FormerUntil,
    AdministrationReference Administration,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    long Turn,
    WebhookState State,
    WebhookDisabling? Disabled,
    bool IsSpecimen)
{
    /// <summary>Those that are good at an instant, the newest first.</summary>
    public IReadOnlyList<string> Secrets(DateTimeOffset now) =>
        FormerSecret is { } former && FormerUntil > now ? [Secret, former] : [Secret];

    /// <summary>As agents see it, without its secret.</summary>
    public Webhook Shown(DateTimeOffset now) => new(
        Id,
        Url,
        Filter.Types,
        Filter.Startups,
        Filter.Phases,
        Filter.Incubators,
        Disabled is null,
        Disabled,
        new(State.Position, State.Failures, State.FailingSince, State.NextTryAt),
        Administration,
        CreatedAt,
        ModifiedAt,
        Version,
        Secret: null,
        FormerUntil > now ? FormerUntil : null,
        IsSpecimen ? true : null);

    public WebhookDescription Described() => new()
    {
        Url = Url,
        Types = Filter.Types,
        Startups = Filter.Startups,
        Phases = Filter.Phases,
        Incubators = Filter.Incubators,
        Enabled = Disabled is null,
    };
}

/// <summary>How far a webhook has come.</summary>
/// <param name="Position">The last item of the feed that is done with.</param>
/// <param name="Failures">Of the next item.</param>
internal sealed record WebhookState(
    long Position, int Failures = 0, DateTimeOffset? FailingSince = null, DateTimeOffset? NextTryAt = null)
{
    /// <summary>As if nothing had failed.</summary>
    public WebhookState Afresh() => new(Position);
}
