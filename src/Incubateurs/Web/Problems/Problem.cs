using System.ComponentModel.DataAnnotations;

namespace Incubateurs.Web.Problems;

/// <summary>Why a request was refused, after RFC 9457. Texts are in French or English, by `Accept-Language`.</summary>
/// <param name="Type">Address of the description of the code in the catalogue of errors, relative to the server.</param>
/// <param name="Title">The kind of refusal, the same for every refusal of this code.</param>
/// <param name="Status">Status code of the answer.</param>
/// <param name="Detail">What is wrong with this request.</param>
/// <param name="Code">Stable code of the refusal, for programs.</param>
/// <param name="TraceId">
/// Id of the trace that `traceparent` names, else of the request, as in the header `Request-Id`; quote it when reporting a fault.
/// </param>
/// <param name="Errors">What is wrong, by the path of the member or the name of the parameter; absent when nothing in particular is at
/// fault.</param>
public sealed record Problem(
    [property: MaxLength(400), RegularExpression("^(/[A-Za-z0-9._~-]+)*/problems/[a-z0-9_]+$")] string Type,
    [property: MaxLength(200), RegularExpression("^[^\\u0000]*$")] string Title,
    [property: Range(400, 599)] int Status,
    [property: MaxLength(10_000), RegularExpression("^[^\\u0000]*$")] string Detail,
    [property: MaxLength(100), RegularExpression("^[a-z][a-z0-9_]*$")] string Code,
    [property: MaxLength(32), RegularExpression("^[0-9a-f]{32}$")] string TraceId,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors = null)
{
    /// <summary>The media type of problems.</summary>
    public const string MediaType = "application/problem+json";
}
