using System.Text.Json.Serialization;
using FluentValidation;
using Incubateurs.Storage;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Reads;

namespace Incubateurs.Startups;

/// <summary>That a startup stands in no list, figure or picture any more: its source has it no longer, or an agent took it back.</summary>
/// <param name="At">The instant at which it was withdrawn.</param>
/// <param name="Reason">Why, in the words of the agent; absent where a source no longer has it.</param>
/// <param name="MergedInto">Id of the startup that it is the same as; its own id redirects there.</param>
public sealed record Withdrawal(DateTimeOffset At, string? Reason = null, string? MergedInto = null) : IVersioned
{
    /// <summary>Version of the startup; it leads the `ETag`.</summary>
    [JsonIgnore]
    public int? Version { get; init; }

    internal static Withdrawal? Of(RecordedWithdrawal? recorded) =>
        recorded is null ? null : new(recorded.At, recorded.Reason, recorded.MergedInto);
}

/// <summary>A startup to take back: registered twice, or by mistake.</summary>
/// <param name="Reason">Why it is taken back; it stays public.</param>
/// <param name="MergedInto">Id of the startup that it is the same as; its own id then redirects there.</param>
public sealed record NewWithdrawal(string Reason, string? MergedInto = null);

/// <summary>The shape of a withdrawal.</summary>
internal sealed class NewWithdrawalValidator : AbstractValidator<NewWithdrawal>
{
    public NewWithdrawalValidator()
    {
        RuleFor(body => body.Reason).RequiredText("reason");
        RuleFor(body => body.MergedInto).Text("id");
    }
}
