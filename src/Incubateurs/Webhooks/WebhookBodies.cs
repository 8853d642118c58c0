using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using FluentValidation;
using Incubateurs.Web.Bodies;
using Incubateurs.Words;

namespace Incubateurs.Webhooks;

/// <summary>Where changes are to be pushed to, and which.</summary>
public record WebhookTarget
{
    /// <summary>Most values of a filter: as many as the feed's query takes.</summary>
    internal const int MostValues = 50;

    /// <summary>Where the items of the feed are sent to: https, to a public address, without credentials.</summary>
    public required string Url { get; init; }

    /// <summary>What happened, as in the feed's `type`; left out it is whatever happens.</summary>
    [MaxLength(MostValues)]
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Ids of startups, with what belongs to them; left out it is all of them.</summary>
    [MaxLength(MostValues)]
    public IReadOnlyList<string>? Startups { get; init; }

    /// <summary>Codes of phases: only the items with which a startup enters one of them.</summary>
    [MaxLength(MostValues)]
    public IReadOnlyList<string>? Phases { get; init; }

    /// <summary>Ids of incubators: what happens to them and to their startups.</summary>
    [MaxLength(MostValues)]
    public IReadOnlyList<string>? Incubators { get; init; }
}

/// <summary>A webhook to make; an address suffices.</summary>
public sealed record NewWebhook : WebhookTarget;

/// <summary>What of a webhook may be changed.</summary>
public sealed record WebhookDescription : WebhookTarget
{
    /// <summary>Whether items are sent: true goes on where it stopped, false stops it.</summary>
    public bool? Enabled { get; init; }
}

/// <summary>What to send again: all from an item on, or one that was sent.</summary>
/// <param name="From">Number of the first item to send; all behind it follow in order. One behind the next leaves items out.</param>
/// <param name="Attempt">Id of an attempt, whose item is sent at once.</param>
public sealed record NewRedelivery([property: Range(1, int.MaxValue)] long? From = null, string? Attempt = null);

internal sealed class WebhookValidator<T> : AbstractValidator<T>
    where T : WebhookTarget
{
    public WebhookValidator(WebhookSettings settings)
    {
        RuleFor(webhook => webhook.Url).WebAddress();
        if (!settings.AllowPrivate)
            RuleFor(webhook => webhook.Url).Must(url => url is null || MayLeadTo(url.Trim()))
                .Says(
                    "Adresse https publique attendue ; ni http, ni adresse privée, locale ou réservée.",
                    "A public https address is expected; neither http, nor a private, local or reserved address.");
        RuleFor(webhook => webhook.Types).Texts("types").Must(AreFew).Says(Few.Fr, Few.En);
        RuleFor(webhook => webhook.Startups).Texts("startups").Must(AreFew).Says(Few.Fr, Few.En);
        RuleFor(webhook => webhook.Phases).Texts("phases").Must(AreFew).Says(Few.Fr, Few.En);
        RuleFor(webhook => webhook.Incubators).Texts("incubators").Must(AreFew).Says(Few.Fr, Few.En);
    }

    private static readonly Label Few = new(
        $"{WebhookTarget.MostValues.ToString(CultureInfo.InvariantCulture)} valeurs au plus.",
        $"At most {WebhookTarget.MostValues.ToString(CultureInfo.InvariantCulture)} values.");

    private static bool AreFew(IReadOnlyList<string>? values) => values is null || values.Count <= WebhookTarget.MostValues;

    // A name may lead anywhere, at each attempt: the address that it leads to is checked then.
    private static bool MayLeadTo(string url) => !WebAddress.IsUri(url)
        || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            && (!IPAddress.TryParse(uri.IdnHost, out var address) || AddressRules.IsPublic(address)));
}

internal sealed class NewRedeliveryValidator : AbstractValidator<NewRedelivery>
{
    public NewRedeliveryValidator()
    {
        RuleFor(body => body.From).InclusiveBetween(1, int.MaxValue)
            .Says("Un numéro d'article, à partir de 1.", "The number of an item, from 1 on.");
        RuleFor(body => body.From).Must((body, from) => from is not null || body.Attempt is not null).Says(OneOfTwo.Fr, OneOfTwo.En);
        RuleFor(body => body.Attempt).Text("id");
        RuleFor(body => body.Attempt).Must((body, attempt) => attempt is null || body.From is null).Says(OneOfTwo.Fr, OneOfTwo.En);
    }

    private static readonly Label OneOfTwo = new("L'un des deux : `from` ou `attempt`.", "One of the two: `from` or `attempt`.");
}
