using System.Text;
using Incubateurs.Exchange.Reading;
using Incubateurs.Startups.Search;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.Exchange.Reading;

/// <summary>Codes that are no characters, and characters that nobody sees: cleaned and reported, wherever they stand.</summary>
public sealed class StrangeTextTests
{
    private static readonly string[] Keys =
    [
        "mission", "link", "contact", "techno", "usertypes", "sponsors", "incubators", "redirect_from", "accessibility_status",
        "analyse_risques", "siret",
    ];

    [Theory]
    [InlineData("\uFFFE", "noncharacter")]
    [InlineData("\uFFFF", "noncharacter")]
    [InlineData("\uFDD0", "noncharacter")]
    [InlineData("\U0001FFFE", "noncharacter")]
    [InlineData("\0", "control-character")]
    [InlineData("\u0007", "control-character")]
    [InlineData("\u009F", "control-character")]
    public void A_strange_code_is_cut_out_of_a_title_and_said(string code, string reported)
    {
        var portfolio = SmallContent.Read(
            SmallContent.Text("_startups/a.md", $"---\ntitle: Av{code}ant\nmission: après\n---\nUn{code} texte"),
            SmallContent.Text("_startups/b.md", $"---\ntitle: \"Av\\U{char.ConvertToUtf32(code, 0):X8}ant\"\nmission: après\n---\n"));

        Assert.Equal(["Avant", "Avant"], portfolio.Startups.Select(startup => startup.Facts.Name));
        Assert.All(portfolio.Startups, startup => Assert.Equal("après", startup.Facts.Pitch));
        Assert.Equal("Un texte", portfolio.Startups[0].Facts.Description);
        Assert.Equal($"{reported}: (description), title", Reported(portfolio, "_startups/a.md"));
        Assert.Equal($"{reported}: title", Reported(portfolio, "_startups/b.md"));
    }

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("\U0010FFFF")]
    [InlineData("\0")]
    [InlineData("\u001B[2J")]
    [InlineData("\uFEFF\u200B\u2028")]
    [InlineData("\u0301\u0323")]
    [InlineData("&#xFFFE;")]
    [InlineData("&#0;&#x1B;")]
    [InlineData("%EF%BF%BE%00%FF")]
    [InlineData("http://\uFFFE:\0@[::")]
    public async Task No_code_anywhere_in_a_file_ends_an_import(string code)
    {
        using var database = new TestDatabase();
        string[] texts = [code, $"a{code}", $"{code}a.b@c.fr", $"https://x{code}.fr/{code}", $"/startups/x{code}"];
        var files = texts.SelectMany((text, i) => Each(text, $"x{i}")).Append(SmallContent.Fiche("mission: bon"));

        var result = await database.ImportAsync(files);

        Assert.Equal("bon", (await database.FactsAsync("pix")).Pitch);
        Assert.Equal(result.Read, result.Imported + result.LeftOut);
        var kept = string.Concat(database.Query("SELECT name, pitch, link, contact, technologies FROM startup_versions")
            .Concat(database.Query("SELECT name, website, contact, description FROM incubator_versions")).SelectMany(row => row));
        Assert.DoesNotContain(kept, c => c is '\0' or '\u001B' or '\uFFFE' or '\uFFFF');
        Assert.All(result.Anomalies, anomaly => Assert.DoesNotContain(anomaly.File + anomaly.Detail, char.IsControl));
    }

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("a\uFDD0b")]
    [InlineData("\uD800")]
    [InlineData("\uDC00x\uD83D")]
    [InlineData("\0")]
    public void Folding_searching_and_composing_take_any_text(string text)
    {
        Assert.NotNull(Folding.Plain(text));
        Assert.NotNull(Folding.Key(text));
        Assert.NotNull(SearchWords.Indexed(text));
        Assert.NotNull(text.Tidy());
        Assert.NotNull(text.Normal());
        Assert.NotNull(StartupIds.Derive(text, "startup"));
        Assert.NotNull(SourceIds.OfFile(text));
        Assert.NotNull(Folding.Key(text));
    }

    [Theory]
    [InlineData("_startups/a\u001B[2Jb.md")]
    [InlineData("_startups/a\uFFFEb.md")]
    [InlineData("_startups/a\nb.md")]
    [InlineData("_startups/a\uD800.md")]
    public void A_name_that_is_no_id_is_reported_without_what_it_would_do_to_a_terminal(string path)
    {
        var portfolio = SmallContent.Read(new ContentFile(path, "---\ntitle: x\n---\n"u8.ToArray()));

        var anomaly = Assert.Single(portfolio.Anomalies);
        Assert.Equal("unusable-id", anomaly.Class);
        Assert.DoesNotContain(anomaly.File, c => char.IsControl(c) || char.IsSurrogate(c) || c == '\uFFFE');
    }

    private static string Reported(ParsedPortfolio portfolio, string file) => string.Join("; ", portfolio.Anomalies
        .Where(anomaly => anomaly.File == file && anomaly.Severity == Severity.Info)
        .Select(anomaly => $"{anomaly.Class}: {anomaly.Detail}"));

    // Raw, between quotes, as a list and as a key; in a phase and an event; below the front matter.
    private static IEnumerable<ContentFile> Each(string text, string id)
    {
        var quoted = string.Concat(Keys.Select(key => $"{key}: \"{Escaped(text)}\"\n"));
        var listed = string.Concat(Keys.Select(key => $"{key}: [ \"{Escaped(text)}\", '{text}' ]\n"));
        var items = $"phases: [ {{ name: construction, start: 2020-01-01, comment: \"{Escaped(text)}\" }}, "
            + $"{{ name: \"{Escaped(text)}\", start: 2020-01-01 }} ]\n"
            + $"events: [ {{ name: committee, date: 2020-01-01, comment: '{text}' }}, {{ name: '{text}', date: '{text}' }} ]\n"
            + $"\"{Escaped(text)}\": x\n";
        (string, string)[] all = [("raw", $"mission: |\n  {text}\n"), ("quoted", quoted), ("listed", listed), ("items", items)];
        foreach (var (name, lines) in all)
        {
            yield return SmallContent.Text($"_startups/{id}{name}.md", $"---\ntitle: {id}{name}\n{lines}---\n{text}");
            yield return SmallContent.Text(
                $"_startups/{id}{name}-title.md", $"---\n{lines}title: \"{Escaped(text)}\"\n---\n{text}");
            yield return SmallContent.Text(
                $"_incubators/{id}{name}.md", $"---\ntitle: '{text}'\nshort_description: '<b>{text}'\nwebsite: '{text}'\n{lines}---\n");
            yield return SmallContent.Text(
                $"_organisations/{id}{name}.md", $"---\nname: '{text}'\nacronym: '{text}'\nannuaire: '{text}'\n{lines}---\n");
        }
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            _ = escaped.Append($"\\U{rune.Value:X8}");
        return escaped.ToString();
    }
}
