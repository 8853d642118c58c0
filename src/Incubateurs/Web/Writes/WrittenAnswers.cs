using System.Reflection;
using System.Text.Json;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Web.Writes;

/// <summary>
/// The answer of a write. It is made in the write's own transaction, so that it shows what was written and can be kept
/// beside it.
/// </summary>
/// <param name="value">What the client gets.</param>
/// <param name="repeated">What a repetition of the request gets, where that is less.</param>
internal abstract class WrittenAnswer(
    int status, object? value, string? location = null, object? repeated = null) : IResult, IStatusCodeHttpResult
{
    private string? etag;

    public int? StatusCode => status;

    /// <summary>Tags the answer with the version that the write made: as the address of the thing will say it.</summary>
    public async Task TagAsync(HttpContext http, Tx tx)
    {
        if ((value as IVersioned)?.Version is not { } version)
            return;

        if (http.GetEndpoint()?.Metadata.GetMetadata<LabelledAs>() is not { } shown)
        {
            etag = $"\"{version}\"";
            return;
        }

        var moved = await http.RequestServices.GetRequiredService<LastMoves>().OfAsync(shown.Moves, tx, http.Today());
        var areas = tx.IsOfSpecimen ? shown.Areas | Areas.Specimen : shown.Areas;
        var validator = Validator.Of(tx.Written(), areas, isFrozen: false, http.Today(), http.Language(), http.Caller());
        etag = validator.Tag(version, validator.Rest($"{http.At(location ?? shown.AddressOf(http.Request.Path.Value!))}?", moved));
    }

    /// <summary>What a repetition of the request is answered.</summary>
    public KeptAnswer Kept() => new(status, location, etag, value is null ? null : Encoded(repeated ?? value));

    public Task ExecuteAsync(HttpContext httpContext) =>
        SendAsync(httpContext, new(status, location, etag, value is null ? null : Encoded(value)));

    public static async Task SendAsync(HttpContext http, KeptAnswer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers.CacheControl = http.Caller() == Caller.Anonymous ? "no-store" : "private, no-store";
        if (answer.Location is not null)
            response.Headers.Location = http.At(answer.Location);
        if (answer.ETag is not null)
            response.Headers.ETag = answer.ETag;
        if (answer.Body is null)
            return;

        if (http.IsInLanguageAskedFor())
            response.Headers.ContentLanguage = http.Language().Code();
        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(answer.Body, http.RequestAborted);
    }

    public static string Encoded(object value) => JsonSerializer.Serialize(value, value.GetType(), Json.Options);
}

/// <summary>An answer as it is kept for repetitions.</summary>
internal sealed record KeptAnswer(int Status, string? Location, string? ETag, string? Body);

/// <summary>What the address of the thing written shows: its <c>ETag</c> is the same there and here.</summary>
internal sealed record LabelledAs(Areas Areas, Moves Moves)
{
    /// <summary>Steps of a thing answer the thing, whose address has so many segments.</summary>
    public int? Segments { get; init; }

    public string AddressOf(string path) => Segments is { } segments ? string.Join('/', path.Split('/').Take(segments + 1)) : path;
}

/// <summary>201: something was made, which stands at its own address.</summary>
internal sealed class CreatedAnswer<T>(string location, T value, T? withoutSecret = null)
    : WrittenAnswer(StatusCodes.Status201Created, value, location, withoutSecret), IEndpointMetadataProvider
    where T : class
{
    public T Value { get; } = value;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));
}

/// <summary>200: the thing as it is now.</summary>
internal sealed class UpdatedAnswer<T>(T value) : WrittenAnswer(StatusCodes.Status200OK, value), IEndpointMetadataProvider
    where T : class
{
    public T Value { get; } = value;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}

/// <summary>204: it is no longer there.</summary>
internal sealed class DeletedAnswer() : WrittenAnswer(StatusCodes.Status204NoContent, value: null), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent));
}
