using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Compatibility;

/// <summary>
/// <c>startups.csv</c>: the columns of the publisher, quoted by RFC 4180. Programs read it: it begins with no byte order mark, and no
/// text is changed for a spreadsheet, as in <c>/v1/startups.csv</c>.
/// </summary>
internal static class StartupsTable
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(";\"\r\n");

    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        Delimiter = ";",
        NewLine = "\r\n",
        ShouldQuote = cell => cell.Field is [' ', ..] or [.., ' '] || cell.Field.AsSpan().ContainsAny(Quoted),
    };

    private static readonly IReadOnlyList<(string Name, Func<StaticVersion, PublishedStartup, string?> Value)> Columns =
    [
        ("id", (_, startup) => startup.Id),
        ("name", (_, startup) => startup.Facts.Name),
        ("mission", (_, startup) => startup.Facts.Pitch),
        ("start", (_, startup) => startup.Phases.Count > 0 ? startup.Phases[0].StartsOn.Text() : null),
        ("status", (version, startup) => startup.Phases.Count > 0 ? version.NameOf(startup.Phases[^1].Phase) : null),
        ("incubator", (_, startup) => startup.Incubator),
        ("stats", (_, startup) => startup.Facts.StatsUrl),
        ("link", (_, startup) => startup.Facts.Link),
        ("repository", (_, startup) => startup.Facts.Repository),
        ("accessibility", (_, startup) => startup.AccessibilityStatus),
        ("contact", (_, startup) => startup.Facts.Contact),
        ("incubators", (_, startup) => string.Join(',', startup.Facts.Incubators)),
    ];

    public static async Task WriteAsync(Tx tx, StaticVersion version, Stream stream)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var csv = new CsvWriter(writer, Configuration);
        foreach (var (name, _) in Columns)
            csv.WriteField(name);
        await csv.NextRecordAsync();
        await foreach (var startup in tx.ListPublishedStartupsAsync())
        {
            foreach (var (_, value) in Columns)
                csv.WriteField(value(version, startup));
            await csv.NextRecordAsync();
        }
    }
}
