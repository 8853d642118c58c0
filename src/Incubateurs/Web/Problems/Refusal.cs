using System.Globalization;
using System.Text.Json;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.Web.Problems;

/// <summary>What is wrong at one path of a body or with one parameter.</summary>
internal sealed record FieldError(string Path, Label Message);

/// <summary>
/// A refused request; writes itself as a problem in the language asked for. Its kinds (<see cref="NotFoundProblem"/> …)
/// stand in the signatures of handlers, so that the document knows them.
/// </summary>
internal class Refusal(ProblemType type, Label detail, IReadOnlyList<FieldError>? errors = null) : IResult, IStatusCodeHttpResult
{
    public ProblemType Type { get; } = type;

    public Label Detail { get; } = detail;

    public IReadOnlyList<FieldError> Errors { get; } = errors ?? [];

    /// <summary>When it is worth trying again, in seconds.</summary>
    public int? RetryAfter { get; init; }

    public int? StatusCode => Type.Status;

    public static Refusal Of(ProblemType type, Label? detail = null, IReadOnlyList<FieldError>? errors = null) =>
        new(type, detail ?? type.Meaning, errors);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var language = httpContext.Language();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(Problem(httpContext, language), Json.Options);
        var response = httpContext.Response;
        response.StatusCode = Type.Status;

        // What a handler said of the answer that it did not give.
        response.Headers.ETag = default;
        response.Headers.LastModified = default;
        response.Headers.Link = default;
        response.Headers.ContentEncoding = default;
        response.Headers.ContentDisposition = default;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = language.Code();
        response.Headers.ContentType = Problems.Problem.MediaType;
        response.Headers.ContentLength = bytes.Length;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Type.Status == StatusCodes.Status401Unauthorized && response.Headers.WWWAuthenticate.Count == 0)
            response.Headers.WWWAuthenticate = "Bearer";
        if (Type.Status == StatusCodes.Status415UnsupportedMediaType && HttpMethods.IsPatch(httpContext.Request.Method))
            response.Headers["Accept-Patch"] = Preflights.AcceptPatch;
        return HttpMethods.IsHead(httpContext.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(bytes, 0, bytes.Length, httpContext.RequestAborted);
    }

    private Problem Problem(HttpContext http, Language language) => new(
        http.At(Type.Address),
        Type.Title.In(language),
        Type.Status,
        Detail.In(language),
        Type.Code,
        http.TraceId(),
        Errors.Count == 0 ? null : ByPath(language));

    private Dictionary<string, IReadOnlyList<string>> ByPath(Language language) =>
        Errors.GroupBy(error => error.Path, error => error.Message.In(language), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group.Distinct()], StringComparer.Ordinal);
}
