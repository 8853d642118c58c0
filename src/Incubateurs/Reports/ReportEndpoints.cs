using FluentValidation;
using Incubateurs.Access;
using Incubateurs.Http;
using Incubateurs.Reviews;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Reports;

/// <summary>Reports of problems over HTTP: anyone writes and reads them, agents resolve them.</summary>
internal static class ReportEndpoints
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<IValidator<NewReport>, NewReportValidator>();
        services.AddSingleton<IValidator<NewResolution>, NewResolutionValidator>();
    }

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("").WithTags("Reputation");
        reports.MapGet("/startups/{id}/reports", ListReports).WithName(nameof(ListReports)).AllowAnonymous()
            .WithQuery(ReviewEndpoints.Query).ShowsAreas(Areas.Portfolio | Areas.Voices);
        reports.MapPost("/startups/{id}/reports", AddReport).WithName(nameof(AddReport)).AllowAnonymous().IsDoor(Doors.Reports);
        reports.MapPut("/reports/{id}/resolution", ResolveReport).WithName(nameof(ResolveReport)).RequireAgent();
    }

    /// <summary>Lists the reports of problems with a startup.</summary>
    /// <remarks>The newest first. Reports of security problems are shown to agents alone.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static async Task<Results<Ok<ReportPage>, FormerId, NotFoundProblem>> ListReports(string id, PageQuery query, Reading reading, HttpContext http)
    {
        var (slice, heirs) = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(query.KnownAt);
            return await tx.FindRecordedAsync(id.Normal(), knowledge) is null
                ? ((Slice<Report>?)null, await tx.ListHeirsAsync(id.Normal(), knowledge))
                : (await tx.ListReportsAsync(id.Normal(), http.Agent() is not null, knowledge, query.After, query.Limit), []);
        });
        if (slice is null)
            return heirs.Count > 0 ? new FormerId(heirs) : StartupEndpoints.NotFound(id);

        reading.Next = query.Next(slice);
        return TypedResults.Ok(new ReportPage(slice.Items, slice.Total, reading.Next));
    }

    /// <summary>Reports a problem with a startup.</summary>
    /// <remarks>
    /// Anyone may, without an account. It is published at once, unless it is about security: then only agents see it.
    /// So many from one address within a minute or an hour are refused (429).
    /// </remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<CreatedAnswer<Report>, BadRequestProblem, FormerId, NotFoundProblem, PreconditionFailedProblem, TooManyProblem>> AddReport(
        string id, NewReport body, Writing writing, Visitor visitor) =>
        writing.RunAsync<Results<CreatedAnswer<Report>, BadRequestProblem, FormerId, NotFoundProblem, PreconditionFailedProblem, TooManyProblem>>(async tx =>
        {
            if (await tx.FindRecordedAsync(id.Normal(), Knowledge.Now) is not { } startup)
                return await tx.ListHeirsAsync(id.Normal(), Knowledge.Now) is { Count: > 0 } heirs ? new FormerId(heirs) : StartupEndpoints.NotFound(id);
            if (writing.Stale(startup.Version) is { } stale)
                return stale;
            if (await visitor.AdmitAsync(tx, Doors.Reports, startup.Id) is { } tooMany)
                return tooMany;

            var report = new Report(Ids.New(tx), body.Reason, body.Message.Tidy(), Report.Open, tx.Now);
            await tx.AddReportAsync(startup.Id, report);
            return new CreatedAnswer<Report>($"/v1/startups/{Uri.EscapeDataString(startup.Id)}/reports", report);
        });

    /// <summary>Resolves a report, or dismisses it.</summary>
    /// <remarks>The reason stays public beside the report. A report may be resolved anew, as often as it takes.</remarks>
    /// <param name="id">Id of the report.</param>
    private static Task<Results<UpdatedAnswer<Report>, BadRequestProblem, NotFoundProblem>> ResolveReport(string id, NewResolution body, Writing writing) =>
        writing.RunAsync<Results<UpdatedAnswer<Report>, BadRequestProblem, NotFoundProblem>>(async tx =>
        {
            if (await tx.FindReportAsync(id) is not (var report, var startupId))
                return new NotFoundProblem(new($"Aucun signalement n'a l'identifiant « {id.Shown()} ».", $"No report has the id “{id.Shown()}”."));

            var reason = body.Reason.Tidy();
            if (report.Status != body.Status || report.Resolution?.Reason != reason)
            {
                // The log of changes is open to anyone, and must not tell of a hole.
                if (report.Reason == Report.Security)
                    tx.Raise(Areas.Voices);
                else
                    _ = await tx.AppendAsync(Areas.Voices, "report.resolved", "report", id, new { startup = startupId, after = new { body.Status, reason } });
                await tx.ResolveReportAsync(id, body.Status, reason);
            }

            return new UpdatedAnswer<Report>((await tx.FindReportAsync(id))!.Value.Report);
        });
}
