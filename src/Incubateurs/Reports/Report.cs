using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Reads;

namespace Incubateurs.Reports;

/// <summary>What kind of thing is wrong.</summary>
public enum ReportReason
{
    /// <summary>The service does not answer.</summary>
    Unavailable,

    /// <summary>What is said of it is not so.</summary>
    Inaccurate,

    /// <summary>Somebody cannot use it.</summary>
    Inaccessible,

    /// <summary>A weakness; shown to agents alone.</summary>
    Security,

    /// <summary>It is misused.</summary>
    Abuse,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>Where a report stands.</summary>
public enum ReportStatus
{
    /// <summary>Nobody has answered yet.</summary>
    Open,

    /// <summary>What was wrong is put right.</summary>
    Resolved,

    /// <summary>Nothing was wrong.</summary>
    Dismissed,
}

/// <summary>What an agent decides on a report.</summary>
public enum ReportDecision
{
    /// <summary>What was wrong is put right.</summary>
    Resolved,

    /// <summary>Nothing was wrong.</summary>
    Dismissed,
}

/// <summary>A report of a problem, published at once.</summary>
/// <param name="Reason">What kind of thing is wrong.</param>
/// <param name="Message">What happened, in a few words.</param>
public sealed record NewReport(ReportReason Reason, string Message);

/// <summary>A report as it is shown.</summary>
/// <param name="Id">Id of the published report.</param>
/// <param name="Reason">What kind of thing is wrong.</param>
/// <param name="Message">What happened, in a few words; absent where it is hidden or erased.</param>
/// <param name="SubmittedAt">The instant at which it was submitted.</param>
/// <param name="Status">Where the report stands.</param>
/// <param name="ResolutionReason">Why it was resolved or dismissed.</param>
/// <param name="Hidden">True where an agent has hidden it; it is then no open one of the reputation, at every `knownAt`.</param>
/// <param name="ModerationReason">Why it was moderated.</param>
/// <param name="Erased">True where its words were deleted for good.</param>
public sealed record Report(
    string Id,
    ReportReason Reason,
    string? Message,
    DateTimeOffset SubmittedAt,
    ReportStatus Status,
    string? ResolutionReason = null,
    bool? Hidden = null,
    string? ModerationReason = null,
    bool? Erased = null);

/// <summary>A page of reports on a startup.</summary>
/// <param name="Items">The reports, the newest first.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record ReportPage([property: MaxLength(200)] IReadOnlyList<Report> Items, long Total, string? Next = null) : IPage;

/// <summary>The answer to a report, with a reason that stays public.</summary>
/// <param name="Status">Resolved or dismissed.</param>
/// <param name="Reason">Why it was decided so.</param>
public sealed record Resolution(ReportDecision Status, string Reason);

internal sealed class NewReportValidator : AbstractValidator<NewReport>
{
    public NewReportValidator() => RuleFor(report => report.Message).RequiredText("message");
}

internal sealed class ResolutionValidator : AbstractValidator<Resolution>
{
    public ResolutionValidator() => RuleFor(resolution => resolution.Reason).RequiredText("reason");
}
