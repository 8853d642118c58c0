using System.Globalization;
using System.Text;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Startups.Listing;
using Incubateurs.Web.Reads;

namespace Incubateurs.Tests.Startups.Listing;

public sealed class StartupCsvTests
{
    private static readonly StartupSummary Plain = new()
    {
        Id = "a-just",
        Name = "À Just",
        Status = Status.Incubating,
        Version = 7,
        ModifiedAt = new(2026, 8, 20, 12, 0, 0, 5, TimeSpan.FromHours(2)),
    };

    [Fact]
    public async Task A_row_has_its_columns_in_order_dates_as_days_and_values_side_by_side()
    {
        var row = Plain with
        {
            Pitch = "Mesurer, \"prévoir\"\r\net décider",
            Phase = new("acceleration", new(2022, 2, 1)),
            Incubation = new(StartedOn: new(2020, 9, 1), Days: -3),
            Incubators = [new("justice", "Justice"), new("dinum", "DINUM")],
        };

        var text = Encoding.UTF8.GetString((await BytesAsync(',', row)).AsSpan(3));

        Assert.Equal(
            "id,name,pitch,status,phase.code,phase.since,planned.code,planned.startsOn,incubation.startedOn,incubation.builtOn,"
            + "incubation.endedOn,incubation.days,incubation.verdict,incubators.id,incubators.name,sponsors.id,sponsors.name,sponsors.siret,sponsors.directoryId,"
            + "host.id,host.name,host.siret,host.directoryId,link,repository,contact,themes,audiences,technologies,nationalImpactOn,accessibility,version,"
            + "modifiedAt,withdrawn.at,withdrawn.reason,withdrawn.mergedInto,handOver.id,handOver.status,handOver.model\r\n"
            + "a-just,À Just,\"Mesurer, \"\"prévoir\"\"\r\net décider\",incubating,acceleration,2022-02-01,,,2020-09-01,,,-3,,"
            + "justice | dinum,Justice | DINUM,,,,,,,,,,,,,,,,,7,2026-08-20T10:00:00.005Z,,,,,,\r\n",
            text);
    }

    [Fact]
    public async Task It_begins_with_a_byte_order_mark_even_without_rows()
    {
        var bytes = await BytesAsync(';');

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.StartsWith("id;name;pitch;", Encoding.UTF8.GetString(bytes.AsSpan(3)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+33 1 23")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    [InlineData("\ttext")]
    [InlineData("\rtext")]
    [InlineData("\n=1")]
    [InlineData("  =1")]
    [InlineData("\u00A0=1")]
    [InlineData("\uFEFF=1")]
    [InlineData(";=1")]
    [InlineData(",=1")]
    [InlineData("\"=1")]
    [InlineData("\",=HYPERLINK(\"\"http://x\"\")")]
    [InlineData("＝1")]
    public async Task A_cell_that_a_spreadsheet_would_run_is_text(string attack)
    {
        var row = Plain with
        {
            Id = attack,
            Name = attack,
            Pitch = attack,
            Host = new(attack, attack),
            Link = attack,
            Themes = [attack, "b"],
            Sponsors = [new("a", attack)],
        };

        foreach (var separator in ",;")
        {
            var cells = Assert.Single(await ReadAsync(separator, row));
            foreach (var column in new[] { "id", "name", "pitch", "host.id", "host.name", "link", "sponsors.name" })
                Assert.Equal($"'{attack}", cells[column]);
            Assert.Equal($"'{attack} | b", cells["themes"]);
        }
    }

    [Theory]
    [InlineData("a-b = c + d @ e")]
    [InlineData("prenom.nom@interieur.gouv.fr")]
    [InlineData("« l’accès », 1 % ; \"tous\"")]
    [InlineData("'=1")]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData(" a ")]
    [InlineData("")]
    public async Task Honest_text_is_left_alone(string text)
    {
        foreach (var separator in ",;")
            Assert.Equal(text, Assert.Single(await ReadAsync(separator, Plain with { Pitch = text }))["pitch"]);
    }

    [Fact]
    public Task Whatever_is_written_is_read_back_and_no_cell_begins_with_a_formula() =>
        Gen.Select(
            Gen.String[Gen.OneOf(Gen.OneOf("=+-@\t\r\n\"',; |é".ToCharArray()), Gen.Char['a', 'c']), 0, 12].Array[0, 5],
            Gen.OneOf(',', ';'))
            .SampleAsync(async (pitches, separator) =>
            {
                var rows = await ReadAsync(separator, [.. pitches.Select(pitch => Plain with { Pitch = pitch })]);

                Assert.Equal(pitches, rows.Select((row, i) => row["pitch"] == pitches[i] ? pitches[i] : row["pitch"][1..]));
                Assert.DoesNotContain(rows, row => row["pitch"].TrimStart(" \t\r\n,;|\"".ToCharArray()) is ['=' or '+' or '-' or '@', ..]);
            });

    [Fact]
    public async Task Rows_leave_as_they_come_and_never_synchronously()
    {
        var stream = new AsyncOnlyStream();
        var seen = new List<long>();

        await WriteAsync(stream, ',', Rows(), TestContext.Current.CancellationToken);

        Assert.True(seen[^1] > 100_000, "Everything was held until the end.");
        Assert.True(stream.CanWrite);

        async IAsyncEnumerable<StartupSummary> Rows()
        {
            for (var i = 0; i < 200; i++)
            {
                await Task.Yield();
                seen.Add(stream.Length);
                yield return Plain with { Pitch = new string('x', 1000) };
            }
        }
    }

    [Fact]
    public async Task It_stops_when_nobody_listens_any_more()
    {
        using var gone = new CancellationTokenSource();
        var read = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => WriteAsync(new AsyncOnlyStream(), ',', Rows(), gone.Token));
        Assert.Equal(3, read);

        async IAsyncEnumerable<StartupSummary> Rows()
        {
            while (true)
            {
                await Task.Yield();
                if (++read == 3)
                    await gone.CancelAsync();
                yield return Plain;
            }
        }
    }

    private static Task WriteAsync(Stream stream, char separator, IAsyncEnumerable<StartupSummary> rows, CancellationToken cancellation) =>
        CsvTable.WriteAsync(
            stream, separator, StartupCsv.Columns(fields: null), rows.Select(row => new ExportedStartup(row)), cancellation);

    private static async Task<byte[]> BytesAsync(char separator, params StartupSummary[] rows)
    {
        var stream = new AsyncOnlyStream();
        await WriteAsync(stream, separator, rows.ToAsyncEnumerable(), default);
        return stream.Written;
    }

    private static async Task<List<Dictionary<string, string>>> ReadAsync(char separator, params StartupSummary[] rows)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = separator.ToString() };
        using var csv = new CsvReader(new StreamReader(new MemoryStream(await BytesAsync(separator, rows))), configuration);
        var read = new List<Dictionary<string, string>>();
        await csv.ReadAsync();
        csv.ReadHeader();
        while (await csv.ReadAsync())
            read.Add(csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name)!));
        return read;
    }

    /// <summary>As the body of a response: written asynchronously or not at all, and never rewound.</summary>
    private sealed class AsyncOnlyStream : Stream
    {
        private readonly MemoryStream _written = new();

        public byte[] Written => _written.ToArray();
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => _written.Length;
        public override long Position { get => _written.Length; set => throw new NotSupportedException(); }
        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");
        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public override void Write(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("Synchronous operations are disallowed.");
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _written.WriteAsync(buffer, cancellationToken);
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            _written.WriteAsync(buffer, offset, count, cancellationToken);
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
