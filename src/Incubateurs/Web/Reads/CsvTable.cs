using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Words;

namespace Incubateurs.Web.Reads;

/// <summary>
/// A table (RFC 4180: a heading, CRLF, doubled quotes) that opens right in a spreadsheet.
/// It begins with a byte order mark: without it Excel reads UTF-8 as the alphabet of the machine, and every
/// accent is lost; readers of <c>charset=utf-8</c> skip it.
/// </summary>
internal static class CsvTable
{
    private const string ContentType = "text/csv; charset=utf-8; header=present";

    public static readonly ChoiceParameter Separator = new(
        "separator",
        "What stands between the cells; spreadsheets set to French expect a semicolon.",
        "comma",
        "semicolon")
    { Default = "comma" };

    /// <summary>Between the values of one cell; neither of the separators, and rare within a value.</summary>
    public const string Between = " | ";

    private const int BufferSize = StreamedAnswer.BlockBytes;

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\t\r\n");

    /// <summary>The whole of a list as a file.</summary>
    /// <param name="name">Of the file, with the day behind it, and of the schema of the table.</param>
    public static async Task<StreamedAnswer> AnswerAsync<T>(
        HttpContext http, string name, Export<T> export, IReadOnlyList<CsvColumn<T>> columns)
    {
        var separator = http.Query().Text(Separator) == "semicolon" ? ';' : ',';
        var rows = await export.BeginAsync(http.RequestAborted);
        return new(
            export.Seen!,
            ContentType,
            $"{name}-{export.Day.Text()}.csv",
            (body, cancellation) => WriteAsync(body, separator, columns, rows, cancellation))
        {
            DescribedBy = http.At(SchemaOf(name, http.Query().Sent(PageQuery.Fields))),
        };
    }

    /// <summary>Where the schema of a table is, of the columns that are asked for.</summary>
    public static string SchemaOf(string name, string? fields) =>
        $"/v1/table-schemas/{name}{(fields is null ? "" : $"?{PageQuery.Fields}={fields}")}";

    /// <summary>Writes the heading and one row after the other, holding no more than a buffer; the stream stays open.</summary>
    /// <param name="stream">Only ever written to asynchronously, as a response must be.</param>
    /// <param name="separator"><c>,</c>, or <c>;</c> for spreadsheets set to French.</param>
    /// <param name="columns">Those that are shown, in order.</param>
    /// <param name="rows">Read one by one.</param>
    /// <param name="cancellation">Stops between two rows.</param>
    public static async Task WriteAsync<T>(
        Stream stream, char separator, IReadOnlyList<CsvColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken cancellation)
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
                foreach (var column in columns)
                    csv.WriteField(column.Name);
                await csv.NextRecordAsync();
                await foreach (var row in rows.WithCancellation(cancellation))
                {
                    cancellation.ThrowIfCancellationRequested();
                    foreach (var column in columns)
                        csv.WriteField(Cell(column.Value(row)));
                    await csv.NextRecordAsync();
                }
            }
        }
    }

    private static string? Cell(object? value) => value switch
    {
        null => null,
        string text => Text(text),
        IEnumerable<string?> texts => Text(string.Join(Between, texts)),
        DateOnly day => day.Text(),
        DateTimeOffset instant => instant.Text(),
        bool flag => flag ? "true" : "false",
        IFormattable number and not Enum => number.ToString(null, CultureInfo.InvariantCulture),
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
