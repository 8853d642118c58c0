using System.Diagnostics;
using System.Text;
using CsCheck;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange;

/// <summary>
/// Folders made to harm, on disk: whatever is in them, the good fiche beside is imported whole. CsCheck prints the seed of what it
/// finds; <c>CsCheck_Seed</c> in the environment repeats it.
/// </summary>
public sealed class HostileFolderTests
{
    private const string Good = "---\ntitle: Bon\nmission: entier\nphases:\n  - name: construction\n    start: 2020-05-01\n---\nTexte";

    private static readonly string[] Fragments =
    [
        "---\n", "title: x\n", "name: x\n", "title: x\ntitle: y\n", "title: \"\\U0000FFFE\"\n", "title: a\uFFFEb\n",
        "title: \"\\uD800\"\n", "name: Ana Exemple\n",
        "mission: |\n   \n  x\n", "mission: \"a\0b\"\n", "phases:\n", "  - name: transféré\n", "    start: 2020-01-01\n",
        "    start: 2021-01-01\n", "  - [x]\n", "phases: [ { name: alumni, start: 0001-01-01, name: death } ]\n",
        "phases: [ { name: success, start: 2020-01-01, comment: '\u0007\u0301' } ]\n",
        "events: [ { name: committee, date: 9999-12-31, comment: '\uFDD0' } ]\n",
        "&a ", "*a", "<<: *a\n", "? ", ": ", "!!binary ", "|\n", ">-\n  \n", "\t", "\uFEFF", "\u2028", "{", "}", "[", "]",
        "%YAML 9.9\n", "...\n", "\r\n", "\r", "\0", "redirect_from: [/startups/%EF%BF%BE, /startups/bon, /, '%00', '../..']\n",
        "sponsors: [ { name: [x] }, /organisations/, bon, '\uFFFF' ]\n", "incubators: [x, x, '\uFFFE']\n", "incubator: \"\\0\"\n",
        "techno: 'a, b; (c, d'\n", "thematiques: ['\u0301', '\u0323', '&#xFFFE;']\n", "contact: mailto:a.b@c.fr?x=&#0;\n",
        "link: 'http://[::&#x1B;'\n", "link: \"https://\\uFFFE.fr/\"\n", "website: 'xn--\u0301.fr'\n",
        "short_description: '<b>&#xFFFE;&#55296;<x'\n", "owner: /organisations/\u0007\n", "hidden: 'oui\u200B'\n", "siret: '\u0661'\n",
        "annuaire: { a: b }\n", "\"\\0\": x\n", "'\uFFFE': x\n",
        Often("[", 3000), Often("- ", 3000), Often("? ", 3000), Often(" ", 3000), Often("a", 6000) + "\n",
        string.Concat(Enumerable.Range(0, 9).Select(i => $"b{i}: &b{i} [{Often(i == 0 ? "x," : $"*b{i - 1},", 9)}]\n")),
    ];

    private static readonly string[] Names =
    [
        "x.md", "X.md", "x", "x.md.md", ".md", "bon", "e\u0301.md", "é.md", "a b.md", "a%2Fb.md", "a\nb.md", "a\u001B[2Jb.md", "\uFFFE.md",
        "\u202Efdp.md", "-rf", "null.md", "\\.md", "%00.md", "🙂.md",
    ];

    private static readonly string[] Folders = ["_startups", "_startups", "_organisations", "_incubators", "_events", "_phases"];

    private static readonly Gen<byte[]> Piece =
        Gen.OneOf(AnyOf(Fragments).Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 8], Gen.String.Select(Encoding.UTF8.GetBytes));

    private static readonly Gen<byte[]> Bytes = Gen.Select(
        Gen.Bool,
        Piece.Array[0, 20],
        (fenced, pieces) => fenced
            ? (byte[])[.. "---\ntitle: x\nname: x\n"u8, .. pieces.SelectMany(piece => piece), .. "\n---\n"u8]
            : [.. pieces.SelectMany(piece => piece)]);

    private static readonly Gen<(string Folder, string Name, int Kind, byte[] Bytes)[]> Entries =
        Gen.Select(AnyOf(Folders), AnyOf(Names), Gen.Int[0, 12], Bytes).Array[1, 12];

    [Fact]
    public void Whatever_lies_in_a_folder_the_good_fiche_is_read() => Entries.Sample(
        entries =>
        {
            using var folder = new Folder(entries);

            var portfolio = SmallContent.Read(ContentFolder.Read(folder.Path));

            Assert.Equal("entier", portfolio.Startups.Single(startup => startup.Id == "bon.1").Facts.Pitch);
            Assert.Equal(portfolio.Read, portfolio.Startups.Count + portfolio.LeftOut);
            Assert.All(portfolio.Anomalies, anomaly => Assert.DoesNotContain(anomaly.File + anomaly.Detail, char.IsControl));
            Assert.DoesNotContain(portfolio.Startups, startup => startup.Facts.Name == "Secret");
        },
        iter: 400);

    [Fact]
    public async Task Whatever_lies_in_a_folder_the_good_fiche_is_imported() => await Entries.SampleAsync(
        async entries =>
        {
            using var folder = new Folder(entries);
            using var database = new TestDatabase();

            var first = await database.ImportAsync(ContentFolder.Read(folder.Path));
            var second = await database.ImportAsync(ContentFolder.Read(folder.Path));

            Assert.Equal(first.Read, first.Imported + first.LeftOut);
            Assert.Equal((0, first.Imported), (second.Imported, second.Unchanged));
            Assert.Equal("entier", (await database.FactsAsync("bon.1")).Pitch);
            Assert.Equal(["construction 2020-05-01"], await database.PhasesAsync("bon.1"));
        },
        iter: 25,
        threads: 2);

    private static Gen<string> AnyOf(string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static string Often(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    /// <summary>A folder on disk; of some entries a link, a pipe or a folder is made.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("incubateurs-hostile-");

        public Folder(IEnumerable<(string Folder, string Name, int Kind, byte[] Bytes)> entries)
        {
            var secret = System.IO.Path.Combine(root.FullName, "secret");
            File.WriteAllText(secret, "---\ntitle: Secret\nname: Secret\n---\n");
            _ = Directory.CreateDirectory(System.IO.Path.Combine(Path, "_startups"));
            File.WriteAllText(System.IO.Path.Combine(Path, "_startups", "bon.1.md"), Good);
            foreach (var (folder, name, kind, bytes) in entries)
            {
                var file = System.IO.Path.Combine(Path, folder, name);
                _ = Directory.CreateDirectory(System.IO.Path.Combine(Path, folder));
                if (System.IO.Path.Exists(file))
                    continue;
                if (kind == 0)
                    _ = File.CreateSymbolicLink(file, secret);
                else if (kind == 1)
                    _ = File.CreateSymbolicLink(file, "/dev/zero");
                else if (kind == 2)
                    _ = Directory.CreateDirectory(file);
                else if (kind == 3)
                    Process.Start("mkfifo", ["--", file]).WaitForExit();
                else
                    File.WriteAllBytes(file, bytes);
            }
        }

        public string Path => System.IO.Path.Combine(root.FullName, "content");

        public void Dispose() => root.Delete(recursive: true);
    }
}
