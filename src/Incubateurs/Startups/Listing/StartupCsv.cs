using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Incubateurs.Incubation;
using Incubateurs.Words;

namespace Incubateurs.Startups.Listing;

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

    // Members of which the table shows parts, each in a column of its own.
    private static readonly Dictionary<string, (string Name, Func<StartupSummary, object?> Value)[]> Parts = new(StringComparer.Ordinal)
    {
        ["phase"] =
        [
            ("phase", startup => startup.Phase?.Code),
            ("phaseSince", startup => startup.Phase?.Since),
        ],
        ["planned"] =
        [
            ("plannedPhase", startup => startup.Planned?.Code),
            ("plannedOn", startup => startup.Planned?.StartsOn),
        ],
        ["incubation"] =
        [
            ("enteredOn", startup => startup.Incubation?.StartedOn),
            ("builtOn", startup => startup.Incubation?.BuiltOn),
            ("exitedOn", startup => startup.Incubation?.EndedOn),
            ("days", startup => startup.Incubation?.Days),
            ("verdict", startup => startup.Incubation?.Verdict),
        ],
        ["incubators"] = [("incubators", startup => startup.Incubators?.Select(incubator => incubator.Id))],
        ["sponsors"] = [("sponsors", startup => startup.Sponsors?.Select(sponsor => sponsor.Name))],
        ["host"] = [("host", startup => startup.Host?.Name)],
        ["withdrawn"] =
        [
            ("withdrawnAt", startup => startup.Withdrawn?.At),
            ("withdrawnReason", startup => startup.Withdrawn?.Reason),
            ("mergedInto", startup => startup.Withdrawn?.MergedInto),
        ],
    };

    private static readonly (string Name, Func<StartupSummary, object?> Value)[] Columns =
        [.. Member<StartupSummary>.All.SelectMany(member => Parts.GetValueOrDefault(member.Name) ?? [(member.Name, member.Get)])];

    /// <summary>Writes the heading and one row after the other, holding no more than a buffer; the stream stays open.</summary>
    /// <param name="stream">Only ever written to asynchronously, as a response must be.</param>
    /// <param name="separator"><c>,</c>, or <c>;</c> for spreadsheets set to French.</param>
    /// <param name="startups">Read one by one.</param>
    /// <param name="cancellation">Stops between two rows.</param>
    public static async Task WriteAsync(
        Stream stream, char separator, IAsyncEnumerable<StartupSummary> startups, CancellationToken cancellation)
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
                await foreach (var startup in startups.WithCancellation(cancellation))
                {
                    cancellation.ThrowIfCancellationRequested();
                    foreach (var (_, value) in Columns)
                        csv.WriteField(Cell(value(startup)));
                    await csv.NextRecordAsync();
                }
            }
        }
    }

    private static string? Cell(object? value) => value switch
    {
        null => null,
        string text => Text(text),
        IEnumerable<string> texts => Text(string.Join(Between, texts)),
        DateOnly day => day.Text(),
        DateTimeOffset instant => instant.Text(),
        Status status => status.Code(),
        Verdict verdict => verdict.Code(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A cell holds no {value.GetType()}."),
    };

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
}
