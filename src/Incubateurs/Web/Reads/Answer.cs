using System.Reflection;
using System.Text;
using System.Text.Json;
using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace Incubateurs.Web.Reads;

/// <summary>
/// 200 with what a read found. It leaves in one way, whatever it shows: serialised, labelled with the version of the data that
/// the read saw, compressed, kept, and as 304 where the client has it.
/// </summary>
/// <param name="seen">What the read saw; null where it needed no data.</param>
internal abstract class Answer(Versions? seen) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var shown = Shows.Of(httpContext);
        var versions = seen ?? httpContext.RequestServices.GetRequiredService<Database>().Versions();
        var encoding = Encodings.Negotiate(httpContext.Request);
        var bytes = Encodings.Compress(Bytes(), ref encoding);
        var labels = await LabelsForAsync(httpContext, shown, versions);
        var body = new KeptBody(labels, labels.Shown, httpContext.Asked(), ContentType, encoding, Policy, bytes);
        if (IsKept)
            KeptBodies.Keep(httpContext, body);
        await KeptBodies.SendAsync(httpContext, body);
    }

    protected abstract StringValues ContentType { get; }

    /// <summary>Whether whoever asks the same again gets the same bytes.</summary>
    protected virtual bool IsKept => true;

    /// <summary>What the body may load, where that differs from nothing at all.</summary>
    protected virtual StringValues Policy => default;

    protected abstract ReadOnlyMemory<byte> Bytes();

    protected virtual ValueTask<Labels> LabelsForAsync(HttpContext http, Shows shown, Versions versions) =>
        Labels.OfAsync(http, shown, versions);
}

/// <summary>200 with a thing, or a page of things, as JSON.</summary>
internal sealed class Answer<T>(T value, Versions? seen = null) : Answer(seen), IEndpointMetadataProvider
    where T : class
{
    private static readonly StringValues JsonType = "application/json; charset=utf-8";

    public T Value { get; } = value;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    protected override StringValues ContentType => JsonType;

    protected override bool IsKept => Value is not IMaybeKept { IsKept: false };

    protected override ReadOnlyMemory<byte> Bytes() => JsonSerializer.SerializeToUtf8Bytes(Value, Value.GetType(), Json.Options);

    protected override ValueTask<Labels> LabelsForAsync(HttpContext http, Shows shown, Versions versions) =>
        Labels.OfAsync(
            http, shown, versions, (Value as IVersioned)?.Version, (Value as IPage)?.Next, Value is IMaybeSpecimen { Specimen: true });
}

/// <summary>200 with a picture, an SVG document.</summary>
internal sealed class PictureAnswer(string svg, Versions? seen) : Answer(seen), IEndpointMetadataProvider
{
    private const string MediaType = "image/svg+xml";

    private static readonly StringValues SvgType = MediaType + "; charset=utf-8";

    // Pictures style themselves and load nothing.
    private static readonly StringValues SvgPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [MediaType]));

    protected override StringValues ContentType => SvgType;

    protected override StringValues Policy => SvgPolicy;

    protected override ReadOnlyMemory<byte> Bytes() => Encoding.UTF8.GetBytes(svg);
}
