using System.Globalization;
using Incubateurs.Web.Problems;

namespace Incubateurs.Webhooks;

/// <summary>What webhooks refuse.</summary>
internal static class WebhookProblems
{
    /// <summary>Most webhooks of an administration.</summary>
    public const int Most = 50;

    public static readonly ProblemType TooManyWebhooks = new("too_many_webhooks", 409,
        new("Trop de webhooks", "Too many webhooks"),
        new(
            $"Une administration a {Most.ToString(CultureInfo.InvariantCulture)} webhooks au plus : en supprimer un d'abord.",
            $"An administration has at most {Most.ToString(CultureInfo.InvariantCulture)} webhooks: delete one first."));
}
