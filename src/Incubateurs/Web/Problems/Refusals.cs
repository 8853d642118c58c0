using System.Reflection;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Web.Problems;

/// <summary>How a kind of refusal declares itself to the OpenAPI document.</summary>
internal static class RefusalMetadata
{
    public static void Add(EndpointBuilder builder, int status) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.MediaType]));
}

/// <summary>400: ill-formed, or against the rule of a field.</summary>
internal sealed class BadRequestProblem(ProblemType type, Label detail, IReadOnlyList<FieldError>? errors = null)
    : Refusal(type, detail, errors), IEndpointMetadataProvider
{
    /// <summary>All that is wrong with a body.</summary>
    public static BadRequestProblem Of(IReadOnlyList<FieldError> errors) => new(
        ProblemTypes.InvalidRequest,
        new(Count(errors, "champ invalide : ", "champs invalides : "), Count(errors, "invalid field: ", "invalid fields: ")),
        errors);

    /// <summary>All that is wrong with a query string.</summary>
    public static BadRequestProblem OfQuery(IReadOnlyList<FieldError> errors) => new(
        errors.All(error => error.Path == "cursor") ? ProblemTypes.InvalidCursor : ProblemTypes.InvalidParameter,
        new(
            Count(errors, "paramètre invalide : ", "paramètres invalides : "),
            Count(errors, "invalid parameter: ", "invalid parameters: ")),
        errors);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        RefusalMetadata.Add(builder, StatusCodes.Status400BadRequest);

    private static string Count(IReadOnlyList<FieldError> errors, string one, string many)
    {
        var paths = errors.Select(error => error.Path).Distinct(StringComparer.Ordinal).ToList();
        var named = string.Join(", ", paths.Take(5).Select(path => (path.Length > 60 ? path[..60] + "…" : path).Replace('\0', '\uFFFD')));
        return $"{paths.Count} {(paths.Count == 1 ? one : many)}{named}{(paths.Count > 5 ? ", …" : ".")}";
    }
}

/// <summary>401: who asks is not known, and must be.</summary>
internal sealed class UnauthorizedProblem(Label detail) : Refusal(ProblemTypes.Unauthorized, detail), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        RefusalMetadata.Add(builder, StatusCodes.Status401Unauthorized);
}

/// <summary>404: nothing of this id.</summary>
internal sealed class NotFoundProblem(Label detail) : Refusal(ProblemTypes.NotFound, detail), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        RefusalMetadata.Add(builder, StatusCodes.Status404NotFound);
}

/// <summary>409: the state forbids it.</summary>
internal sealed class ConflictProblem(ProblemType type, Label? detail = null, IReadOnlyList<FieldError>? errors = null)
    : Refusal(type, detail ?? type.Meaning, errors), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        RefusalMetadata.Add(builder, StatusCodes.Status409Conflict);
}

/// <summary>412: the resource has changed since it was read.</summary>
internal sealed class PreconditionFailedProblem(Label? detail = null)
    : Refusal(ProblemTypes.StaleVersion, detail ?? ProblemTypes.StaleVersion.Meaning), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        RefusalMetadata.Add(builder, StatusCodes.Status412PreconditionFailed);
}

/// <summary>428: the write must say which version it changes.</summary>
internal sealed class PreconditionRequiredProblem()
    : Refusal(ProblemTypes.IfMatchRequired, ProblemTypes.IfMatchRequired.Meaning), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        RefusalMetadata.Add(builder, StatusCodes.Status428PreconditionRequired);
}

/// <summary>429: not so many from one address, nor from all together.</summary>
internal sealed class TooManyProblem : Refusal, IEndpointMetadataProvider
{
    public TooManyProblem(int seconds)
        : base(ProblemTypes.TooManyRequests, new(
            $"Trop d'envois ; reprendre dans {seconds} s, ou passer par un agent public.",
            $"Too many at once; go on in {seconds} s, or ask a public agent.")) => RetryAfter = seconds;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        RefusalMetadata.Add(builder, StatusCodes.Status429TooManyRequests);
}

/// <summary>503: not now.</summary>
internal sealed class UnavailableProblem : Refusal, IEndpointMetadataProvider
{
    public UnavailableProblem(Label detail)
        : base(ProblemTypes.Unavailable, detail) => RetryAfter = 5;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        RefusalMetadata.Add(builder, StatusCodes.Status503ServiceUnavailable);
}
