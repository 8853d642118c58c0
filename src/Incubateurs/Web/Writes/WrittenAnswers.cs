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

    /// <summary>Tags the answer with the version that the write made.</summary>
    public void Tag(HttpContext http, Versions written)
    {
        if ((value as IVersioned)?.Version is { } version)
            etag = http.GetEndpoint()?.Metadata.GetMetadata<LabelledAs>() is { } shown
                ? Validator.Of(written, shown.Areas, http.Today(), http.Language(), http.Caller()).Tag(version)
                : $"\"{version}\"";
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
            response.Headers.Location = answer.Location;
        if (answer.ETag is not null)
            response.Headers.ETag = answer.ETag;
        if (answer.Body is null)
            return;

        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(answer.Body, http.RequestAborted);
    }

    private static string Encoded(object value) => JsonSerializer.Serialize(value, value.GetType(), Json.Options);
}

/// <summary>An answer as it is kept for repetitions.</summary>
internal sealed record KeptAnswer(int Status, string? Location, string? ETag, string? Body);

/// <summary>The areas that the address of the thing written shows: its <c>ETag</c> is the same there and here.</summary>
internal sealed record LabelledAs(Areas Areas);

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
