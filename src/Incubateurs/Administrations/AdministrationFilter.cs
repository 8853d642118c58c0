using Incubateurs.Web.Queries;
using Incubateurs.Words;

namespace Incubateurs.Administrations;

/// <summary>Which administrations are asked for, by the list and by the table.</summary>
internal sealed record AdministrationFilter(
    string? Q, IReadOnlyList<string> Sirets, IReadOnlyList<string> Domains, IReadOnlyList<string> Kinds)
{
    /// <summary>Leaves out none.</summary>
    public static readonly AdministrationFilter Everything = new(null, [], [], []);

    private static readonly TextParameter QParameter =
        new("q", "Beginnings of words of the name or the acronym, all of them; accents and case do not matter.", 500)
        {
            Example = "ministère",
        };

    private static readonly SiretParameter SiretParameter =
        new("siret", "SIRET number, 14 digits; blanks do not matter.") { Repeatable = true };

    private static readonly TextParameter DomainParameter =
        new("domain", "Ministerial domain; case, accents and punctuation do not matter.") { Repeatable = true };

    private static readonly TextParameter KindParameter =
        new("kind", "Kind of body; case, accents and punctuation do not matter.") { Repeatable = true };

    public static readonly IReadOnlyList<QueryParameter> Parameters = [QParameter, SiretParameter, DomainParameter, KindParameter];

    public static AdministrationFilter Asked(QueryReader reader) => new(
        reader.Text(QParameter),
        [.. reader.Texts(SiretParameter).Select(Siret.Read).OfType<string>()],
        [.. reader.Texts(DomainParameter).Select(Folding.TermKey)],
        [.. reader.Texts(KindParameter).Select(Folding.TermKey)]);
}
