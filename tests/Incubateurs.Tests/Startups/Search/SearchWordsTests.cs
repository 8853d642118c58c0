using CsCheck;
using Incubateurs.Startups.Search;
using Incubateurs.Words;

namespace Incubateurs.Tests.Startups.Search;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("L’accès à l'emploi", "acces a emploi")]
    [InlineData("jusqu'aujourd'hui, aujourd’hui", "aujourdhui aujourdhui")]
    [InlineData("Prud'hommes & Cœur-de-ville", "prud hommes coeur de ville")]
    [InlineData("1 jeune, 1 solution (v2.0)", "1 jeune 1 solution v2 0")]
    [InlineData("qu'ils ʼn’ont d'", "ils ont")]
    [InlineData("snake_case", "snake case")]
    [InlineData("!? 🚀 …", "")]
    public void Words_are_folded_and_elisions_dropped(string text, string words) =>
        Assert.Equal(words, string.Join(' ', SearchWords.Of(text)));

    [Theory]
    [InlineData("aide aides aidé aidée aidées aider aidez")]
    [InlineData("logement logements")]
    [InlineData("numériser numérisé numérisées numérise")]
    [InlineData("garantir garantie garantis")]
    [InlineData("local locaux locale locales localement")]
    [InlineData("réseau réseaux")]
    [InlineData("travail travaux travailler")]
    [InlineData("chercheur chercheuse chercheurs chercheuses")]
    [InlineData("directeur directrice directrices")]
    [InlineData("actif active actives activement")]
    [InlineData("public publique publiques publics publiquement")]
    [InlineData("nouveau nouveaux nouvelle nouvelles nouvellement")]
    [InlineData("premier première premières")]
    [InlineData("professionnel professionnelle professionnels professionnelles")]
    [InlineData("ancien ancienne")]
    [InlineData("automatique automatiques automatiquement")]
    [InlineData("dangereux dangereuse dangereusement")]
    [InlineData("donnée données")]
    public void French_endings_do_not_matter(string words) =>
        Assert.Single(SearchWords.Of(words).Select(FrenchStem.Of).Distinct());

    [Theory]
    [InlineData("logement loger")]
    [InlineData("département départ")]
    [InlineData("mère mer")]
    [InlineData("éducation éducateur")]
    [InlineData("chef chemin")]
    [InlineData("sante sans")]
    [InlineData("formation forme format")]
    [InlineData("entreprise entrepreneur")]
    public void Different_words_keep_different_stems(string words) =>
        Assert.Equal(words.Split(' ').Length, SearchWords.Of(words).Select(FrenchStem.Of).Distinct().Count());

    [Fact]
    public void A_long_word_is_cut_between_two_characters()
    {
        var word = Assert.Single(SearchWords.Of(new string('a', 39) + string.Concat(Enumerable.Repeat("𝒳", 5))));

        Assert.Equal(new string('a', 39), word);
        Assert.Equal(40, Assert.Single(SearchWords.Of(new string('b', 90))).Length);
    }

    [Fact]
    public void The_index_holds_each_word_and_its_stem_once() =>
        Assert.Equal("les _les aides _aide aide", SearchWords.Indexed("Les aides, l'aide"));

    [Fact]
    public void All_words_must_match_and_the_last_by_its_beginning() =>
        Assert.Equal([new("_aide"), new("_logem", "logeme")], SearchWords.Query("Aides, logeme")!.Terms);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\" * ( ) : ^ -")]
    [InlineData("🚀")]
    [InlineData("l'")]
    public void No_word_is_no_search(string q) => Assert.Null(SearchWords.Query(q));

    [Fact]
    public void At_most_twelve_words_are_asked() =>
        Assert.Equal(12, SearchWords.Query(string.Join(' ', Enumerable.Range(1, 100)))!.Terms.Count);

    [Fact]
    public void Any_text_has_words_of_letters_and_digits_that_are_their_own_words() =>
        Gen.String.Sample(text =>
        {
            foreach (var word in SearchWords.Of(text))
                Assert.True(word.Length is > 0 and <= SearchWords.LongestWord && word == Folding.Plain(word), word);
        });
}
