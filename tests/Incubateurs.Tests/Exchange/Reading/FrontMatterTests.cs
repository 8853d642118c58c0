using System.Text;
using CsCheck;
using Incubateurs.Exchange.Reading;

namespace Incubateurs.Tests.Exchange.Reading;

public sealed class FrontMatterTests
{
    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("title: x", "no-front-matter")]
    [InlineData("\n---\ntitle: x\n---\n", "no-front-matter")]
    [InlineData("---\ntitle: x\n", "unclosed-front-matter")]
    [InlineData("---\n---\n", "front-matter-not-a-mapping")]
    [InlineData("---\n- x\n---\n", "front-matter-not-a-mapping")]
    [InlineData("---\ntitle: [a] b\n---\n", "invalid-yaml")]
    [InlineData("---\ntitle: a\n\tmission: b\n---\n", "invalid-yaml")]
    [InlineData("---\ntitle: *nobody\n---\n", "invalid-yaml")]
    [InlineData("---\n? [a]\n: b\n---\n", "invalid-yaml")]
    [InlineData("---\nmission: x\n---\n", "no-title")]
    [InlineData("---\ntitle: ' '\n---\n", "no-title")]
    [InlineData("---\ntitle: [x]\n---\n", "no-title")]
    public void A_file_that_is_no_fiche_is_left_out_for_one_reason(string text, string reason)
    {
        var portfolio = SmallContent.Read(SmallContent.Text("_startups/x.md", text));

        Assert.Equal((1, 1), (portfolio.Read, portfolio.LeftOut));
        Assert.Equal(reason, Assert.Single(portfolio.Anomalies, anomaly => anomaly.Severity == Severity.Error).Class);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_leave_a_file_out()
    {
        var portfolio = SmallContent.Read(new ContentFile("_startups/x.md", [0x2D, 0x2D, 0x2D, 0x0A, 0xE9]));

        Assert.Equal("not-utf-8", Assert.Single(portfolio.Anomalies).Class);
    }

    [Theory]
    [InlineData("---\r\ntitle: Pix\r\nmission: Apprendre\r\n---\r\nUn\r\nDeux\r\n", "crlf")]
    [InlineData("\uFEFF---\ntitle: Pix\nmission: Apprendre\n---\nUn\nDeux\n", "byte-order-mark")]
    [InlineData("--- \ntitle: Pix\nmission: Apprendre\n---\t\n\nUn\nDeux", "")]
    [InlineData("---\ntitle: Pix\u2028\nmission: Apprendre\n---\nUn\nDeux", "line-separator")]
    public void Line_ends_and_marks_change_nothing_in_what_is_read(string text, string reported)
    {
        var (startup, classes) = SmallContent.One(SmallContent.Text("_startups/x.md", text));

        Assert.Equal(("Pix", "Apprendre", "Un\nDeux"), (startup.Facts.Name, startup.Facts.Pitch, startup.Facts.Description));
        Assert.Equal(reported, string.Join(' ', classes));
    }

    [Fact]
    public void A_bomb_of_aliases_and_a_pit_of_brackets_are_survived()
    {
        var bomb = new StringBuilder("---\ntitle: x\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
            _ = bomb.AppendLine($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");

        var portfolio = SmallContent.Read(
            SmallContent.Text("_startups/bomb.md", bomb + "---\n"),
            SmallContent.Text("_startups/pit.md", $"---\ntitle: {new string('[', 100_000)}\n---\n"),
            SmallContent.Text("_startups/keys.md", $"---\n{string.Concat(Enumerable.Repeat("? ", 50_000))}\n---\n"),
            new ContentFile("_startups/huge.md", new byte[ContentFile.MostBytes + 1]));

        Assert.Equal(
            ["invalid-yaml", "file-too-large", "invalid-yaml", "invalid-yaml"],
            portfolio.Anomalies.Where(anomaly => anomaly.Severity == Severity.Error).Select(anomaly => anomaly.Class));
    }

    [Fact]
    public void Provenance_is_the_front_matter_without_what_is_never_read()
    {
        var (startup, _) = SmallContent.One(
            SmallContent.Fiche("stats: true\nlink:\ncontact_dinum: a@b.fr\ncontact_incubator: a@b.fr\n_authors: [a]\nl: [1, { é: '2' }]"));

        Assert.Equal("""{"title":"Pix","stats":"true","link":null,"l":["1",{"é":"2"}]}""", startup.Provenance);
    }

    [Fact]
    public void No_bytes_make_it_fail()
    {
        var piece = Gen.OneOf(
            OneOf("---\n", "title: x\n", "phases:\n", "  - name: alumni\n", "    start: 2020-01-01\n", "&a ", "*a", "<<: *a\n", "? ", ": ", "!!binary ",
                "|\n", ">-\n", "\t", "\"\\uD800\"", "\"\\u0000\"", "\uFEFF", "\u2028", "{", "}", "[", "]", "%YAML 9.9\n", "...\n", "events: [{name: x, date: 0001-01-01}]\n",
                "redirect_from: [/startups/%FF, /, '']\n", "sponsors: [{name: [x]}, /organisations/]\n", "techno: 'a, b; (c, d'\n", "contact: a.b@c.d, e\n", "link: 'http://[::'\n")
                .Select(Encoding.UTF8.GetBytes),
            Gen.Byte.Array[0, 12],
            Gen.String.Select(Encoding.UTF8.GetBytes));
        var folder = OneOf("_startups", "_organisations", "_incubators", "_events", "_phases", "elsewhere");

        Gen.Select(folder, Gen.String, piece.Array[0, 25], Gen.Bool).Sample((where, name, pieces, fenced) =>
        {
            byte[] mangled = [.. pieces.SelectMany(bytes => bytes)];
            byte[] bytes = fenced ? [.. "---\ntitle: x\n"u8, .. mangled, .. "\n---\n"u8, .. mangled] : mangled;

            var portfolio = SmallContent.Read(new ContentFile($"{where}/{name}", bytes), SmallContent.Fiche("mission: kept"));

            Assert.Contains(portfolio.Startups, startup => startup.Facts.Pitch == "kept");
            Assert.Equal(portfolio.Read, portfolio.Startups.Count + portfolio.LeftOut);
        }, iter: 4000);
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);
}
