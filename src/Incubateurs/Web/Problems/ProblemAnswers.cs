using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;

namespace Incubateurs.Web.Problems;

/// <summary>
/// Every refusal is a problem: bare statuses of the framework, bad requests, exceptions. Not the framework's handler, which
/// empties the headers set earlier and costs every request a state machine.
/// </summary>
internal static partial class ProblemAnswers
{
    // nginx's word for a client that went away; only logs see it.
    private const int ClientClosedRequest = 499;

    private const int SoonSeconds = 1;
    private const int LaterSeconds = 30;

    public static void UseProblems(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProblemAnswers).FullName!);
        _ = app.Use(next => http =>
        {
            Task answering;
            try
            {
                answering = next(http);
            }
#pragma warning disable CA1031 // Whatever it is, the client gets a problem.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                return AnswerAsync(http, exception, log);
            }

            return answering.IsCompletedSuccessfully
                ? IsBare(http.Response) ? AnswerBare(http) : Task.CompletedTask
                : AwaitAsync(http, answering, log);
        });
    }

    private static async Task AwaitAsync(HttpContext http, Task answering, ILogger log)
    {
        try
        {
            await answering;
        }
#pragma warning disable CA1031 // Whatever it is, the client gets a problem.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await AnswerAsync(http, exception, log);
            return;
        }

        if (IsBare(http.Response))
            await AnswerBare(http);
    }

    private static bool IsBare(HttpResponse response) =>
        response.StatusCode >= 400 && !response.HasStarted && response.ContentLength is null && response.Headers.ContentType.Count == 0;

    private static Task AnswerBare(HttpContext http)
    {
        var response = http.Response;
        var status = response.StatusCode;
        if (status == StatusCodes.Status405MethodNotAllowed && response.Headers.Allow is [{ } allowed])
            response.Headers.Allow = Preflights.WithHead(allowed);
        var type = ProblemTypes.OfStatus(status);
        return Refusal.Of(type, type == ProblemTypes.NotFound ? CanonicalPaths.UnknownAddress : null).ExecuteAsync(http);
    }

    private static Task AnswerAsync(HttpContext http, Exception exception, ILogger log)
    {
        if (http.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            if (!http.Response.HasStarted)
                http.Response.StatusCode = ClientClosedRequest;
            return Task.CompletedTask;
        }

        var refusal = RefusalOf(exception);
        if (refusal.Type.Status >= StatusCodes.Status500InternalServerError)
            Log.Failed(log, exception, http.Request.Method, http.Request.Path.Value, http.RequestId(), http.TraceId());
        if (!http.Response.HasStarted)
            return refusal.ExecuteAsync(http);

        // Half an answer must not look like a whole one.
        http.Abort();
        return Task.CompletedTask;
    }

    private static Refusal RefusalOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => BadRequests.Refuse(bad),
        StorageException { Fault: StorageFault.Busy } => Busy,
        StorageException { Fault: StorageFault.CannotStore } => CannotStore,
        StorageException { Fault: StorageFault.Corrupt } => Damaged,
        _ => Refusal.Of(ProblemTypes.InternalError),
    };

    private static readonly Refusal Busy = new(
        ProblemTypes.Unavailable,
        new("Trop d'écritures à la fois ; réessayer.", "Too many writes at once; try again."))
    { RetryAfter = SoonSeconds };

    private static readonly Refusal CannotStore = new(
        ProblemTypes.Unavailable,
        new("L'écriture n'est pas possible pour l'instant ; rien n'a été changé.", "Writing is not possible for now; nothing was changed."))
    { RetryAfter = LaterSeconds };

    private static readonly Refusal Damaged = new(
        ProblemTypes.Unavailable,
        new("La base de données est endommagée ; rien n'y est écrit.", "The database is damaged; nothing is written to it."))
    { RetryAfter = LaterSeconds };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed, request {RequestId}, trace {TraceId}.")]
        public static partial void Failed(
            ILogger logger, Exception exception, string method, string? path, string requestId, string traceId);
    }
}
