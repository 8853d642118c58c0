using Incubateurs.Words;

namespace Incubateurs.Webhooks;

/// <summary>Where webhooks may lead.</summary>
/// <param name="AllowPrivate">Also by http, and to addresses that are not anybody's: on an intranet, and in tests.</param>
internal sealed record WebhookSettings(bool AllowPrivate)
{
    public const string Key = "Webhooks:AllowPrivate";

    public static WebhookSettings Of(IConfiguration configuration) => new(configuration.Flag(Key, otherwise: false));
}
