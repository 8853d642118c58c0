using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Incubateurs.Exchange;

/// <summary>
/// Startups as a table (RFC 4180: a heading, CRLF, doubled quotes) that opens right in a spreadsheet.
/// It begins with a byte order mark: without it Excel reads UTF-8 as the alphabet of the machine, and every
/// accent is lost; readers of <c>charset=utf-8</c> skip it.
/// </summary>
internal static class StartupCsv
{
    /// <summary>Between the values of one cell; neither of the separators, and rare within a value.</summary>
    public const string Between = " | ";

    private const int BufferSize = 16 * 1024;

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\t\r\n");

    private static readonly (string Name, Func<StartupRow, string?> Cell)[] Columns =
    [
        ("id", row => Text(row.Id)),
        ("name", row => Text(row.Name)),
        ("pitch", row => Text(row.Pitch)),
        ("status", row => row.Status),
        ("phase", row => Text(row.Phase)),
        ("phaseSince", row => Date(row.PhaseSince)),
        ("plannedPhase", row => Text(row.PlannedPhase)),
        ("plannedOn", row => Date(row.PlannedOn)),
        ("enteredOn", row => Date(row.EnteredOn)),
        ("builtOn", row => Date(row.BuiltOn)),
        ("exitedOn", row => Date(row.ExitedOn)),
        ("days", row => row.Days?.ToString(CultureInfo.InvariantCulture)),
        ("verdict", row => row.Verdict),
        ("incubators", row => Text(row.Incubators)),
        ("sponsors", row => Text(row.Sponsors)),
        ("host", row => Text(row.Host)),
        ("link", row => Text(row.Link)),
        ("repository", row => Text(row.Repository)),
        ("contact", row => Text(row.Contact)),
        ("themes", row => Text(row.Themes)),
        ("audiences", row => Text(row.Audiences)),
        ("technologies", row => Text(row.Technologies)),
        ("nationalImpactOn", row => Date(row.NationalImpactOn)),
        ("accessibility", row => row.Accessibility),
        ("version", row => row.Version.ToString(CultureInfo.InvariantCulture)),
        ("modifiedAt", row => row.ModifiedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
    ];

    /// <summary>Writes the heading and one row after the other, holding no more than a buffer; the stream stays open.</summary>
    /// <param name="stream">Only ever written to asynchronously, as a response must be.</param>
    /// <param name="separator"><c>,</c>, or <c>;</c> for spreadsheets set to French.</param>
    /// <param name="rows">Read one by one.</param>
    /// <param name="cancellation">Stops between two rows.</param>
    public static async Task WriteAsync(Stream stream, char separator, IAsyncEnumerable<StartupRow> rows, CancellationToken cancellation)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            NewLine = "\r\n",
            // With this line end CsvHelper would leave a lone CR or LF unquoted. Both separators are quoted
            // whichever is in use: a spreadsheet set to the other one sees fewer cells begin in the middle of a text.
            ShouldQuote = cell => cell.Field is [' ', ..] or [.., ' '] || cell.Field.AsSpan().ContainsAny(Quoted),
        };
        var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), BufferSize, leaveOpen: true);
        await using (writer)
        {
            var csv = new CsvWriter(writer, configuration, leaveOpen: true);
            await using (csv)
            {
                foreach (var (name, _) in Columns)
                    csv.WriteField(name);
                await csv.NextRecordAsync();
                await foreach (var row in rows.WithCancellation(cancellation))
                {
                    cancellation.ThrowIfCancellationRequested();
                    foreach (var (_, cell) in Columns)
                        csv.WriteField(cell(row));
                    await csv.NextRecordAsync();
                }
            }
        }
    }

    private static string? Text(IReadOnlyList<string> values) => Text(string.Join(Between, values));

    /// <summary>
    /// Text that others wrote, made harmless: a spreadsheet runs a cell that begins with one of <c>= + - @</c>, and some
    /// drop what stands before it or split at the other separator, so that blanks, separators and quotes in front don't
    /// count (OWASP, "CSV Injection"). An apostrophe makes it text. Our own dates and numbers need none.
    /// </summary>
    private static string? Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return text;
        var start = text.AsSpan().TrimStart(" \u00A0\t\r\n\v\f\0,;|\"\u200B\u2060\uFEFF");
        var runs = !start.IsEmpty && start[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠';
        return runs || text[0] is '\t' or '\r' or '\n' ? $"'{text}" : text;
    }

    private static string? Date(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
