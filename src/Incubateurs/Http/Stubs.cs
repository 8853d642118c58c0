using System.Text.Json;
using Incubateurs.Incubation;
namespace Incubateurs.Http;
internal enum Language { Fr, En }
internal static class LanguageX { public static Language Language(this HttpContext http) => Http.Language.Fr; public static Caller Caller(this HttpContext http) => Http.Caller.Anonymous; }
internal static class Json { public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web); }
internal sealed record ProblemType(string Code);
internal static class ProblemTypes { public static readonly ProblemType InvalidParameter = new("x"); }
internal sealed class NotFoundProblem : IResult { public static NotFoundProblem Of(Label l) => new(); public Task ExecuteAsync(HttpContext httpContext) => Task.CompletedTask; }
internal sealed class BadRequestProblem : IResult { public static BadRequestProblem Of(ProblemType t, IReadOnlyList<(string Path, Label Message)> l) => new(); public Task ExecuteAsync(HttpContext httpContext) => Task.CompletedTask; }
