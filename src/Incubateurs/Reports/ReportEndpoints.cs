using FluentValidation;
using Incubateurs.Access;
using Incubateurs.Limits;
using Incubateurs.Reviews;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Reports;

/// <summary>Reports over HTTP: by anyone, published at once, answered afterwards.</summary>
internal static class ReportEndpoints
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<IValidator<NewReport>, NewReportValidator>();
        services.AddSingleton<IValidator<Resolution>, ResolutionValidator>();
    }

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("").WithTags("Voices");
        reports.MapGet("/startups/{id}/reports", ListReports).WithName(nameof(ListReports))
            .Reads(Areas.Portfolio | Areas.Voices, Moves.Never, PageQuery.WithoutDay);
        reports.MapPost("/startups/{id}/reports", AddReport).WithName(nameof(AddReport)).IsDoor(Doors.Reports);
        reports.MapPut("/reports/{id}/resolution", ResolveReport).WithName(nameof(ResolveReport)).RequireAgent();
        reports.MapPut("/reports/{id}/moderation", ModerateReport).WithName(nameof(ModerateReport)).RequireAgent();
    }

    /// <summary>Lists the reports on a startup.</summary>
    /// <remarks>
    /// The newest first; a hidden one stays with the reason, without its message. Those of security are shown to agents alone.
    /// </remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<Answer<ReportPage>, FormerId, NotFoundProblem>> ListReports(
        StartupId id, PageQuery query, HttpContext http, Reading reading) =>
        reading.OfStartupAsync(id, query.KnownAt, async (tx, startup, knowledge) =>
        {
            var slice = await tx.ListReportsAsync(startup.Id, knowledge, query.After, query.Limit, agents: http.Agent() is not null);
            return new ReportPage(slice.Items, slice.Total, query.Next(slice));
        });

    /// <summary>Reports a problem.</summary>
    /// <remarks>By anyone, without an account; published at once, but for weaknesses of security.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<WriteResult<CreatedAnswer<Report>>> AddReport(
        StartupId id, NewReport body, Writing writing, Visitor visitor) =>
        writing.OfStartupAsync<CreatedAnswer<Report>>(id, async (tx, startup) =>
        {
            if (await visitor.AdmitAsync(tx, Doors.Reports, startup.Id) is { } tooMany)
                return tooMany;

            var report = new Report(Ids.New(tx.Now), body.Reason, body.Message.Tidy(), tx.Now, ReportStatus.Open);
            await tx.AddReportAsync(startup.Id, report);
            return new CreatedAnswer<Report>($"/v1/startups/{Uri.EscapeDataString(startup.Id)}/reports", report);
        });

    /// <summary>Answers a report.</summary>
    /// <remarks>Resolved or dismissed, by an agent, with a reason that stays public.</remarks>
    /// <param name="id">Id of the published report.</param>
    private static Task<Results<UpdatedAnswer<Report>, BadRequestProblem, NotFoundProblem>> ResolveReport(
        string id, Resolution body, Writing writing) =>
        writing.RunAsync<Results<UpdatedAnswer<Report>, BadRequestProblem, NotFoundProblem>>(async tx =>
        {
            if (await tx.FindReportAsync(id) is not var (startupId, report))
                return NotFound(id);

            tx.IsOfSpecimen = SpecimenIds.IsOne(startupId);
            var resolution = body with { Reason = body.Reason.Tidy() };

            if (report.Status.Code() == resolution.Status.Code() && report.ResolutionReason == resolution.Reason)
                return new UpdatedAnswer<Report>(report);

            // The history is public, and would tell that there was a weakness.
            if (report.Reason == ReportReason.Security)
                tx.Raise(Areas.Agents);
            else
                _ = await tx.AppendAsync(Areas.Voices, "report.resolved", Kinds.Startup, startupId, new
                {
                    reason = resolution.Reason,
                    after = new { report = id, status = body.Status.Code() },
                });
            await tx.ResolveAsync(id, resolution);
            return new UpdatedAnswer<Report>((await tx.FindReportAsync(id))!.Value.Report);
        });

    /// <summary>Moderates a report.</summary>
    /// <remarks>
    /// Afterwards, by an agent, with a reason that stays public, as reviews are. A hidden report is no open one of the reputation. It holds
    /// at every `knownAt`, too. With `erase` the message is deleted for good; that something stood there is still told.
    /// </remarks>
    /// <param name="id">Id of the published report.</param>
    private static async Task<Results<UpdatedAnswer<Report>, BadRequestProblem, NotFoundProblem>> ModerateReport(
        string id, Moderation body, Writing writing, Database database)
    {
        var result = await writing.RunAsync<Results<UpdatedAnswer<Report>, BadRequestProblem, NotFoundProblem>>(async tx =>
        {
            if (await tx.FindReportAsync(id) is not var (startupId, report))
                return NotFound(id);

            tx.IsOfSpecimen = SpecimenIds.IsOne(startupId);
            var reason = body.Reason.Tidy();
            var erases = body.Erase == true && report.Erased != true;
            if (!erases && (report.Hidden ?? false) == body.Hidden && report.ModerationReason == reason)
                return new UpdatedAnswer<Report>(report);

            // The history is public, and would tell that there was a weakness.
            if (report.Reason == ReportReason.Security)
                tx.Raise(Areas.Agents | Areas.Removals);
            else
                _ = await tx.AppendAsync(
                    Areas.Voices | Areas.Removals, "report.moderated", Kinds.Startup, startupId, new
                    {
                        reason,
                        after = new { report = id, hidden = body.Hidden, erased = erases ? true : (bool?)null },
                    });
            await tx.ModerateReportAsync(id, body with { Reason = reason });
            if (erases)
                _ = await tx.EraseReportAsync(id);
            return new UpdatedAnswer<Report>((await tx.FindReportAsync(id))!.Value.Report);
        });
        if (body.Erase == true && result.Result is UpdatedAnswer<Report>)
            _ = await database.WipeLogAsync(CancellationToken.None);
        return result;
    }

    private static NotFoundProblem NotFound(string id) => new(
        new($"Aucun signalement n'a l'identifiant « {id.Shown()} ».", $"No report has the id “{id.Shown()}”."));
}
