using System.Reflection;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Web.Writes;

/// <summary>
/// What a write that a state or a rule may forbid comes to: its answer, where the thing went, or one of the refusals of such a
/// write. The union is said once; a write that is refused in other ways has a <c>Results</c> of its own.
/// </summary>
internal sealed class WriteResult<TAnswer> : IResult, INestedHttpResult, IEndpointMetadataProvider
    where TAnswer : WrittenAnswer, IEndpointMetadataProvider
{
    private WriteResult(IResult result) => Result = result;

    public IResult Result { get; }

    public static implicit operator WriteResult<TAnswer>(TAnswer answer) => new(answer);

    public static implicit operator WriteResult<TAnswer>(BadRequestProblem problem) => new(problem);

    public static implicit operator WriteResult<TAnswer>(NotFoundProblem problem) => new(problem);

    public static implicit operator WriteResult<TAnswer>(ConflictProblem problem) => new(problem);

    public static implicit operator WriteResult<TAnswer>(PreconditionFailedProblem problem) => new(problem);

    public static implicit operator WriteResult<TAnswer>(TooManyProblem problem) => new(problem);

    /// <summary>Documented by the id of the route, which may be a former one.</summary>
    public static implicit operator WriteResult<TAnswer>(FormerId former) => new(former);

    public Task ExecuteAsync(HttpContext httpContext) => Result.ExecuteAsync(httpContext);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        TAnswer.PopulateMetadata(method, builder);
        Of<BadRequestProblem>(method, builder);
        Of<NotFoundProblem>(method, builder);
        Of<ConflictProblem>(method, builder);
        Of<PreconditionFailedProblem>(method, builder);
    }

    private static void Of<TProblem>(MethodInfo method, EndpointBuilder builder)
        where TProblem : IEndpointMetadataProvider => TProblem.PopulateMetadata(method, builder);
}
