using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;
using Incubateurs.Exchange.Reading;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Sirets;

/// <summary>A line that says which SIRET an administration has.</summary>
/// <param name="Number">Of the line in the file, from 1; the last one of a record of several.</param>
/// <param name="Administration">Its id or its name, as written.</param>
/// <param name="Siret">As written.</param>
internal sealed record SiretLine(int Number, string Administration, string Siret);

/// <summary>
/// A table of administrations and their SIRET: two columns, or, below a line of headings, any columns of which one is <c>siret</c> and
/// others <c>id</c> or <c>name</c>, such as <c>/v1/administrations.csv</c>.
/// </summary>
/// <param name="Faults">Lines that are none, by their numbers.</param>
internal sealed partial record SiretFile(IReadOnlyList<SiretLine> Lines, IReadOnlyList<SiretFault> Faults)
{
    private const int MostBytes = ContentFile.MostBytes;

    /// <exception cref="InvalidDataException">It is no such table at all.</exception>
    public static SiretFile Read(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
            throw new InvalidDataException($"more than {MostBytes} bytes");

        var records = Records(Text(bytes));
        var headings = records.Count > 0 ? Headings.Of(records[0].Cells) : null;
        List<SiretLine> lines = [];
        List<SiretFault> faults = [];
        foreach (var (number, cells) in records.Skip(headings is null ? 0 : 1))
        {
            string? CellAt(int? column) => column is { } i && i < cells.Length && cells[i].Length > 0 ? cells[i] : null;
            var administration = headings is null ? CellAt(0) : CellAt(headings.Id) ?? CellAt(headings.Name);
            var siret = CellAt(headings is null ? 1 : headings.Siret);
            if (headings is null && cells.Skip(2).Any(cell => cell.Length > 0))
                faults.Add(new(number, "more than two cells, and no line of headings"));
            else if (administration is null && siret is not null)
                faults.Add(new(number, "no id and no name"));
            else if (siret is null && headings is null && administration is not null)
                faults.Add(new(number, "no SIRET"));
            else if (administration is not null && siret is not null)
                lines.Add(new(number, administration, siret));
        }

        return new(lines, faults);
    }

    private static string Text(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"byte {e.Index} is not UTF-8", e);
        }
    }

    private static List<(int Number, string[] Cells)> Records(string text)
    {
        var first = Quoted().Replace(text.Split('\n').FirstOrDefault(line => !line.IsBlank()) ?? "", "");
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = first.Contains(';', StringComparison.Ordinal) ? ";" : ",",
            HasHeaderRecord = false,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        List<(int, string[])> records = [];
        while (parser.Read())
            if (parser.Record is { } cells && cells.Any(cell => cell.Length > 0))
                records.Add((parser.RawRow, [.. cells.Select(cell => cell.Trim())]));
        return records;
    }

    /// <summary>In which columns a line of headings has what is looked for.</summary>
    private sealed record Headings(int? Id, int? Name, int Siret)
    {
        /// <summary>Null where the cells are no headings.</summary>
        public static Headings? Of(string[] cells)
        {
            int? Column(params string[] names) =>
                Array.FindIndex(cells, cell => names.Contains(cell, StringComparer.OrdinalIgnoreCase)) is >= 0 and var i ? i : null;
            if (Column("siret") is not { } siret)
                return null;

            var (id, name) = (Column("id"), Column("name", "nom", "administration"));
            return (id ?? name) is null
                ? throw new InvalidDataException("its headings have no id and no name beside siret")
                : new(id, name, siret);
        }
    }

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}

/// <summary>Why a line was left out.</summary>
internal sealed record SiretFault(int Line, string Detail);
