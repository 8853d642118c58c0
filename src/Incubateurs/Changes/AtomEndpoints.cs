using System.Globalization;
using System.Reflection;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace Incubateurs.Changes;

/// <summary>The feed of changes for feed readers (RFC 4287).</summary>
internal static class AtomEndpoints
{
    private static readonly IntegerParameter LimitParameter = new("limit", "Most entries, the latest ones.", 1, 200, 50) { Example = "2" };

    public static void MapAtom(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/changes.atom", ReadAtom).WithName(nameof(ReadAtom)).WithTags(FeedEndpoints.Tag)
            .Reads(Areas.Feed, Moves.Never, [LimitParameter, .. FeedFilter.Parameters]);

    /// <summary>Gives the latest changes as an Atom feed.</summary>
    /// <remarks>
    /// The latest first, each with a title in the language asked for that a person understands; the filters are those of `/v1/changes`.
    /// </remarks>
    private static async Task<AtomAnswer> ReadAtom(HttpContext http, Reading reading, FeedFollower follower)
    {
        var query = http.Query();
        var language = http.Language();
        var (items, seen) = await reading.ReadAsync(async tx =>
            (await follower.LatestAsync(tx, FeedFilter.Asked(query), query.Integer(LimitParameter) ?? 50), tx.Versions));
        return new AtomAnswer(Shown(http, [.. items.Select(item => (item, FeedTitles.Of(item, language)))], seen.Feed.At), seen);
    }

    private static SyndicationFeed Shown(
        HttpContext http, IReadOnlyList<(ChangeItem Item, string Title)> entries, DateTimeOffset changedAt)
    {
        // A feed reader takes addresses out of the document: they are whole.
        var root = new Uri($"{http.Request.Scheme}://{http.Request.Host}{http.At("/")}");
        var language = http.Language();
        var self = new Uri(root, http.At("/v1/changes.atom" + http.Request.QueryString));
        var feed = new SyndicationFeed(
            new Label("Startups d'État : ce qui change", "Startups d'État: what changes").In(language),
            new Label(
                "Entrées, phases et transferts du portefeuille des incubateurs.",
                "Entries, phases and hand-overs of the incubators' portfolio.").In(language),
            root,
            self.ToString(),
            entries is [var (latest, _), ..] ? latest.At : changedAt,
            [.. entries.Select(entry => Entry(entry.Item, entry.Title, root))])
        {
            Language = language.Code(),
        };
        feed.Authors.Add(new() { Name = "Incubateurs" });
        feed.Links.Add(SyndicationLink.CreateSelfLink(self, AtomAnswer.MediaType));
        return feed;
    }

    private static SyndicationItem Entry(ChangeItem item, string title, Uri root)
    {
        var startup = item.Resource == Kinds.Startup ? item.Id : item.Startup;
        var address = new Uri(root, startup is null ? "." + item.Href : $"./?startup={Uri.EscapeDataString(startup)}");
        var id = "urn:uuid:" + Ids.Of("change", item.At.Text(), item.Seq.ToString(CultureInfo.InvariantCulture));
        var entry = new SyndicationItem(title, (SyndicationContent?)null, address, id, item.At)
        {
            PublishDate = item.At,
        };
        entry.Categories.Add(new(item.Type));
        if (item.Phase is { } phase)
            entry.Categories.Add(new("phase:" + phase));
        return entry;
    }
}

/// <summary>200 with an Atom document.</summary>
internal sealed class AtomAnswer(SyndicationFeed feed, Versions seen) : Answer(seen), IEndpointMetadataProvider
{
    public const string MediaType = "application/atom+xml";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [MediaType]));

    protected override StringValues ContentType => MediaType + "; charset=utf-8";

    // It names the host that was asked, and others may ask another one.
    protected override bool IsKept => false;

    protected override ReadOnlyMemory<byte> Bytes()
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
            feed.SaveAsAtom10(writer);
        return stream.ToArray();
    }
}
