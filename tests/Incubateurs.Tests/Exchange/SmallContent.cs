using System.Text;
using Incubateurs.Exchange.Reading;

namespace Incubateurs.Tests.Exchange;

/// <summary>Small content folders in memory, read as of one known day.</summary>
internal static class SmallContent
{
    public static readonly DateOnly Today = new(2026, 8, 20);

    public static ContentFile Text(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    /// <summary>A fiche whose front matter is a title and these lines.</summary>
    public static ContentFile Fiche(string frontMatter, string body = "", string id = "pix") =>
        Text($"_startups/{id}.md", $"---\ntitle: Pix\n{frontMatter}\n---\n{body}");

    public static ContentFile Organisation(string id, string name, string acronym = "''") =>
        Text($"_organisations/{id}.md", $"---\nname: {name}\nacronym: {acronym}\ntype: operateur\ndomaine_ministeriel: travail\n---\n");

    public static ContentFile Incubator(string id, string lines = "owner: /organisations/dinum") =>
        Text($"_incubators/{id}.md", $"---\ntitle: Incubator {id}\n{lines}\n---\n");

    public static ContentFile Event(string name) => Text($"_events/{name}.md", "---\nlabel: x\n---\n");

    public static ParsedPortfolio Read(params IEnumerable<ContentFile> files) => PortfolioReader.Read(files, Today);

    /// <summary>The only startup of these files, and the classes reported in its file but for those every small fiche has.</summary>
    public static (ParsedStartup Startup, IReadOnlyList<string> Classes) One(params IEnumerable<ContentFile> files)
    {
        var portfolio = Read(files);
        var startup = Assert.Single(portfolio.Startups);
        return (startup, Classes(portfolio, startup.File));
    }

    public static IReadOnlyList<string> Classes(ParsedPortfolio portfolio, string file) =>
    [
        .. portfolio.Anomalies.Where(anomaly => anomaly.File == file).Select(anomaly => anomaly.Class)
            .Where(name => name is not ("no-phases" or "no-incubator")),
    ];
}
