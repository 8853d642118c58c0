using CsCheck;
using Incubateurs.Words;

namespace Incubateurs.Tests.Words;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("À Just", "a just")]
    [InlineData("  L’Œuvre,  d'état ! ", "l oeuvre d etat")]
    [InlineData("Straße n°7", "strasse n 7")]
    [InlineData("e\u0301te\u0301 \u00E9t\u00E9", "ete ete")]
    [InlineData("\uFEFFcar\u200Bto", "carto")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("« Ex-æquo »", "ex aequo")]
    [InlineData("C++", "c++")]
    [InlineData("C#", "c#")]
    [InlineData("Java + Spring", "java spring")]
    [InlineData("+33", "33")]
    [InlineData("!?", "!?")]
    [InlineData("🚀", "🚀")]
    [InlineData("", "")]
    public void Names_are_sorted_by_plain_letters_and_digits(string name, string key) => Assert.Equal(key, Folding.Key(name));

    [Theory]
    [InlineData("Ruby on Rails", "ruby-on-rails", "RubyOnRails")]
    [InlineData("Next.js", "NextJS", "next js")]
    [InlineData("PostgreSQL", "postgresql", "Postgre-SQL")]
    [InlineData("Santé", "sante", "SANTÉ ")]
    public void Spellings_that_differ_by_case_accent_or_punctuation_are_one_value(params string[] spellings) =>
        Assert.Single(spellings.Select(Folding.TermKey).Distinct());

    [Theory]
    [InlineData("C", "C++", "C#", "c plus plus")]
    [InlineData("association", "associations", "associatif")]
    [InlineData("vue", "vue.js", "nuxt.js")]
    public void Different_words_are_different_values(params string[] spellings) =>
        Assert.Equal(spellings.Length, spellings.Select(Folding.TermKey).Distinct().Count());

    [Fact]
    public void Any_text_folds_and_a_key_is_its_own_key() =>
        Gen.String.Sample(text =>
        {
            var key = Folding.Key(text);
            var term = Folding.TermKey(text);

            Assert.Equal(key, Folding.Key(key));
            Assert.Equal(term, Folding.TermKey(term));
        });

    [Fact]
    public void Plain_ASCII_goes_the_same_way_as_the_rest() =>
        Gen.String[Gen.Char['\0', '\x7F'], 0, 30].Sample(text => Assert.Equal(Folding.Plain(text + "é"), Folding.Plain(text) + "e"));

    [Fact]
    public void Half_a_surrogate_pair_is_no_error() => Assert.Equal("a b", Folding.Key("a\uD83Db"));
}
