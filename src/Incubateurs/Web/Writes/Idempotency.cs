using System.Security.Cryptography;
using System.Text;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;

namespace Incubateurs.Web.Writes;

/// <summary>
/// <c>Idempotency-Key</c> on POST: kept for 24 hours and over restarts, per caller. The same key and request get the first
/// answer of a committed write again; of simultaneous ones one acts, since the answer is kept in the write's transaction.
/// </summary>
internal static class Idempotency
{
    public const string Header = "Idempotency-Key";

    public const int LongestKey = 255;

    /// <summary>On the group of all writes.</summary>
    public static void UseIdempotency(this IApplicationBuilder app) => app.Use(next => http =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.Headers.ContainsKey(Header) ? AnswerAsync(http, next) : next(http));

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers[Header] is not [{ Length: > 0 and <= LongestKey } key]
            || key.Any(character => character is < ' ' or > '~'))
        {
            await Malformed.ExecuteAsync(http);
            return;
        }

        http.Request.EnableBuffering();
        http.Features.Set(new Repetition(CallerOf(http), key, await FingerprintAsync(http)));
        try
        {
            await next(http);
        }
        catch (RepeatedException repeated)
        {
            await (repeated.Earlier.Answer is { } answer ? WrittenAnswer.SendAsync(http, answer) : Reused.ExecuteAsync(http));
        }
    }

    // Of strangers nothing is kept: their keys are random, and whoever sends one with the same body gets the same answer.
    private static string CallerOf(HttpContext http) =>
        http.Actor() is { } actor ? $"{actor.Agent} {actor.AdministrationId}" : $"{http.Caller()}";

    private static async Task<string> FingerprintAsync(HttpContext http)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Path.Value}\n"));
        var buffer = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
            hash.AppendData(buffer, 0, read);
        http.Request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static readonly ConflictProblem Reused = new(ProblemTypes.IdempotencyKeyReused);

    private static readonly BadRequestProblem Malformed = BadRequestProblem.Of(
        [new(Header, new("1 à 255 caractères ASCII imprimables.", "1 to 255 printable ASCII characters."))]);
}
