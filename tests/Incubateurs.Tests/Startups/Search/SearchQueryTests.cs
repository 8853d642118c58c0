using CsCheck;
using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Tests.Startups.Search;

/// <summary>The queries against the engine they are written for.</summary>
public sealed class SearchQueryTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SearchQueryTests()
    {
        _connection.Open();
        Execute(
            "CREATE VIRTUAL TABLE search USING fts5 (name, pitch, description, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\")");
        Add(1, "Logements pour tous", "Trouver un logement près de l’emploi");
        Add(2, "Emplois d'avenir", "Aider les chercheuses d'emploi", "Décrit plus bas");
        Add(3, "Cœur numérique", "Automatiquement and near OR not, aujourd’hui");
        Add(4, "𐌰𐌱 שלום 日本語 Ⅳ ǅ", "\uFEFFÉcole\u00ADs 2024 C++");
    }

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("logement", "1")]
    [InlineData("Logément", "1")]
    [InlineData("LOGEMENTS", "1")]
    [InlineData("logeme", "1")]
    [InlineData("l'emploi", "1 2")]
    [InlineData("l emploi", "1 2")]
    [InlineData("l’emplois", "1 2")]
    [InlineData("emploi chercheur", "2")]
    [InlineData("empl chercheur", "")]
    [InlineData("chercheur empl", "2")]
    [InlineData("automatiq", "3")]
    [InlineData("automatiques", "3")]
    [InlineData("coeur", "3")]
    [InlineData("Cœurs", "3")]
    [InlineData("aujourd hui", "3")]
    [InlineData("AND", "3")]
    [InlineData("near OR", "3")]
    [InlineData("a OR", "")]
    [InlineData("NEAR(", "3")]
    [InlineData("name:logement", "")]
    [InlineData("{name}:logement", "")]
    [InlineData("\"logement", "1")]
    [InlineData("logement*", "1")]
    [InlineData("-logement", "1")]
    [InlineData("logement') --", "1")]
    [InlineData("ecoles 2024", "4")]
    [InlineData("𐌰𐌱", "4")]
    [InlineData("שלום", "4")]
    [InlineData("日本", "4")]
    [InlineData("c++", "2 3 4")]
    [InlineData("", "")]
    [InlineData("\"", "")]
    [InlineData("🚀", "")]
    public void It_finds_what_was_meant(string q, string ids) => Assert.Equal(ids, Find(q));

    [Fact]
    public void It_can_be_held_to_some_of_the_texts()
    {
        Assert.Equal("2", Find("emploi", SearchedTexts.Name));
        Assert.Equal("1 2", Find("emploi", SearchedTexts.NameAndPitch));
        Assert.Equal("", Find("cœur automatique", SearchedTexts.Name));
        Assert.Equal("3", Find("cœur automatique", SearchedTexts.NameAndPitch));
        Assert.Equal("", Find("décrit", SearchedTexts.NameAndPitch));
        Assert.Equal("2", Find("décrit"));
    }

    [Fact]
    public void Nothing_anybody_types_is_a_syntax_error()
    {
        var operators = Gen.OneOf(
            "AND", "OR", "NOT", "NEAR(", ")", "\"", "'", "*", "^", "-", ":", "{", "}", "+", "name", "_", "\0", " ", "é", "🚀", "\uD83D");
        var noise = Gen.OneOf(Gen.String[0, 500], operators.Array[0, 100].Select(parts => string.Concat(parts)));

        noise.Sample(q => { Find(q); Find(q, SearchedTexts.NameAndPitch); }, iter: 1000, threads: 1);
    }

    [Fact]
    public void Every_text_is_found_by_each_of_its_words_and_by_their_beginnings() =>
        Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['À', 'ž'], Gen.Char['Α', 'я'], Gen.Const(' ')), 1, 30].Sample(
            text =>
            {
                Execute("DELETE FROM search WHERE rowid = 5");
                Add(5, text, "");
                foreach (var word in SearchWords.Of(text))
                    Assert.True(Found(word) && Found($"{word} {word}") && Found(word[..((word.Length + 1) / 2)]), word);

                bool Found(string q) => Find(q, SearchedTexts.Name).Split(' ').Contains("5");
            },
            iter: 500,
            threads: 1);

    private string Find(string q, SearchedTexts texts = SearchedTexts.Anywhere)
    {
        if (SearchWords.Query(q) is not { } query)
            return "";
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT group_concat(rowid, ' ') FROM (SELECT rowid FROM search WHERE search MATCH $query ORDER BY rowid)";
        command.Parameters.AddWithValue("$query", new FullText().Asking(query.Terms, texts));
        return command.ExecuteScalar() as string ?? "";
    }

    private void Add(int id, string name, string pitch, string description = "") => Execute(
        "INSERT INTO search (rowid, name, pitch, description) VALUES ($a, $b, $c, $d)",
        id,
        SearchWords.Indexed(name),
        SearchWords.Indexed(pitch),
        SearchWords.Indexed(description));

    private void Execute(string sql, params object[] values)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this test alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${(char)('a' + i)}", values[i]);
        command.ExecuteNonQuery();
    }
}
