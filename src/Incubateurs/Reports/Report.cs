using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Incubateurs.Http;

namespace Incubateurs.Reports;

/// <summary>A problem with a startup.</summary>
/// <param name="Reason">What kind of problem it is.</param>
/// <param name="Message">What happens where; it is published, but for security problems, so it shall name nobody.</param>
public sealed record NewReport([property: AllowedValues("unavailable", "inaccurate", "inaccessible", "security", "abuse", "other")] string Reason, string Message);

/// <summary>A report of a problem.</summary>
/// <param name="Id">Id of the report.</param>
/// <param name="Reason">What kind of problem it is; security problems are shown to agents alone.</param>
/// <param name="Message">What happens where, in the words of whoever wrote it.</param>
/// <param name="Status">Whether it waits, was resolved, or was dismissed.</param>
/// <param name="RecordedAt">The instant at which it was recorded.</param>
/// <param name="Resolution">How it ended; absent while it is open.</param>
public sealed record Report(
    string Id,
    [property: AllowedValues("unavailable", "inaccurate", "inaccessible", "security", "abuse", "other")] string Reason,
    string Message,
    [property: AllowedValues("open", "resolved", "dismissed")] string Status,
    DateTimeOffset RecordedAt,
    Resolution? Resolution = null)
{
    internal const string Security = "security";
    internal const string Open = "open";
}

/// <summary>How a report ended.</summary>
/// <param name="Reason">What was done, or why nothing was; it stays public.</param>
/// <param name="ResolvedAt">The instant at which an agent said so.</param>
public sealed record Resolution(string Reason, DateTimeOffset ResolvedAt);

/// <summary>A page of the reports of a startup.</summary>
/// <param name="Items">The reports of this page, the newest first.</param>
/// <param name="Total">How many there are on all pages, counted with the first.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record ReportPage([property: MaxLength(200)] IReadOnlyList<Report> Items, long Total, string? Next = null);

/// <summary>How a report shall end.</summary>
/// <param name="Status">Whether the problem is resolved, or there is none to resolve.</param>
/// <param name="Reason">What was done, or why nothing was; it stays public.</param>
public sealed record NewResolution([property: AllowedValues("resolved", "dismissed")] string Status, string Reason);

/// <summary>The shape of a report.</summary>
internal sealed class NewReportValidator : AbstractValidator<NewReport>
{
    public NewReportValidator()
    {
        RuleFor(report => report.Reason).OneOf("unavailable", "inaccurate", "inaccessible", Report.Security, "abuse", "other");
        RuleFor(report => report.Message).RequiredText("message");
    }
}

/// <summary>The shape of a resolution.</summary>
internal sealed class NewResolutionValidator : AbstractValidator<NewResolution>
{
    public NewResolutionValidator()
    {
        RuleFor(resolution => resolution.Status).OneOf("resolved", "dismissed");
        RuleFor(resolution => resolution.Reason).RequiredText("reason");
    }
}
