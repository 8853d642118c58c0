using FluentValidation;
using Incubateurs.Web.Bodies;

namespace Incubateurs.Reviews;

/// <summary>A moderation of a review or a report, afterwards and with a reason that stays public. It holds at every `knownAt`.</summary>
/// <param name="Hidden">Whether the words are hidden; what is hidden counts for nothing.</param>
/// <param name="Reason">Why it was decided so.</param>
/// <param name="Erase">
/// True: the words are deleted for good, whether hidden or not, and nobody can bring them back. The rating of a review stays.
/// </param>
public sealed record Moderation(bool Hidden, string Reason, bool? Erase = null);

internal sealed class ModerationValidator : AbstractValidator<Moderation>
{
    public ModerationValidator() => RuleFor(moderation => moderation.Reason).RequiredText("reason");
}
