using Incubateurs.Exchange.Reading;
using Incubateurs.Startups;
using Incubateurs.Words;

namespace Incubateurs.Tests.Exchange.Reading;

public sealed class StartupReaderTests
{
    [Fact]
    public void Each_field_goes_where_it_belongs()
    {
        var (startup, classes) = SmallContent.One(SmallContent.Fiche(
            """
            mission: Cultiver ses compétences
            thematiques: [Éducation, 'Emploi, formation']
            usertypes: [particulier]
            techno: [Node.js]
            link: https://pix.fr
            repository: https://github.com/1024pix
            contact: contact@pix.fr
            stats_url: https://pix.fr/stats
            budget_url: https://pix.fr/budget
            impact_url: https://pix.fr/impact
            dashlord_url: https://dashlord.fr/pix
            accessibility_status: partiellement conforme
            analyse_risques: true
            analyse_risques_url: https://pix.fr/risques
            """,
            "\n## Contexte \n"));

        var facts = startup.Facts;
        Assert.Equal(("pix", "Pix", "Cultiver ses compétences", "## Contexte"), (startup.Id, facts.Name, facts.Pitch, facts.Description));
        Assert.Equal(["Éducation", "Emploi, formation"], facts.Themes);
        Assert.Equal(["particulier"], facts.Audiences);
        Assert.Equal(["Node.js"], facts.Technologies);
        Assert.Equal(("https://pix.fr", "https://github.com/1024pix", "contact@pix.fr"), (facts.Link, facts.Repository, facts.Contact));
        Assert.Equal(("https://pix.fr/stats", "https://pix.fr/budget"), (facts.StatsUrl, facts.BudgetUrl));
        Assert.Equal(("https://pix.fr/impact", "https://dashlord.fr/pix"), (facts.ImpactUrl, facts.DashlordUrl));
        Assert.Equal(("partial", new RiskAnalysis(true, "https://pix.fr/risques")), (facts.Accessibility, facts.RiskAnalysis));
        Assert.Empty(classes);
    }

    [Theory]
    [InlineData("https://pix.fr", "https://pix.fr", "")]
    [InlineData("''", null, "empty-value")]
    [InlineData("'https://pix.fr '", "https://pix.fr", "surrounding-blanks")]
    [InlineData("https:&#x2F;&#x2F;pix.fr?a&amp;b", "https://pix.fr?a&b", "html-entity")]
    [InlineData("https://pix.fr?a=1&copy=2", "https://pix.fr?a=1&copy=2", "")]
    [InlineData("'https://pix.fr;'", "https://pix.fr", "stray-separator")]
    [InlineData("https://pix.fr, https://pix.org", "https://pix.fr", "several-addresses")]
    [InlineData("https://pix.fr,https://pix.org", "https://pix.fr", "several-addresses")]
    [InlineData("[https://pix.fr, https://pix.org]", "https://pix.fr", "several-addresses")]
    [InlineData("www.pix.fr/a", "https://www.pix.fr/a", "address-without-scheme")]
    [InlineData("javascript:alert(1)", null, "not-an-address")]
    [InlineData("bientôt", null, "not-an-address")]
    [InlineData("{ a: b }", null, "unexpected-shape")]
    [InlineData("\"\\uFEFFhttps://pix.fr\\u200B\"", "https://pix.fr", "byte-order-mark zero-width-space")]
    public void A_link_is_one_web_address(string written, string? link, string reported)
    {
        var (startup, classes) = SmallContent.One(SmallContent.Fiche($"link: {written}"));

        Assert.Equal(link, startup.Facts.Link);
        Assert.Equal(reported, string.Join(' ', classes));
    }

    [Theory]
    [InlineData("contact@pix.fr", "contact@pix.fr", "")]
    [InlineData("prenom.nom@pix.fr", "prenom.nom@pix.fr", "personal-contact")]
    [InlineData("mailto:contact@pix.fr", "contact@pix.fr", "")]
    [InlineData("mailto:contact@pix.fr?subject=Une%20question", "contact@pix.fr", "")]
    [InlineData("MAILTO:contact@pix.fr?cc=aide@pix.fr", "contact@pix.fr", "")]
    [InlineData("contact@pix.fr?subject=Pix", "contact@pix.fr", "")]
    [InlineData("https://pix.fr/aide?de=a@pix.fr", "https://pix.fr/aide?de=a@pix.fr", "")]
    [InlineData("contact@pix.fr,aide@pix.fr", "contact@pix.fr", "several-addresses")]
    [InlineData("contact@pix.fr / aide@pix.fr", "contact@pix.fr", "several-addresses")]
    [InlineData("https://pix.fr/contact", "https://pix.fr/contact", "")]
    [InlineData("Camille Dupont", null, "contact-not-an-address")]
    public void A_contact_is_one_address(string written, string? contact, string reported)
    {
        var (startup, classes) = SmallContent.One(SmallContent.Fiche($"contact: {written}"));

        Assert.Equal(contact, startup.Facts.Contact);
        Assert.Equal(reported, string.Join(' ', classes));
    }

    [Theory]
    [InlineData("prenom.nom@beta.gouv.fr", true)]
    [InlineData("Jean-René.D’Arc@beta.gouv.fr", true)]
    [InlineData("jean.dupont2@beta.gouv.fr", true)]
    [InlineData("contact@beta.gouv.fr", false)]
    [InlineData("atelier.numerique@diplomatie.gouv.fr", false)]
    [InlineData("dnum.contact@beta.gouv.fr", false)]
    [InlineData("a.4@beta.gouv.fr", false)]
    [InlineData("https://prenom.nom.fr", false)]
    public void A_contact_looks_personal_by_its_shape(string contact, bool personal) =>
        Assert.Equal(personal, PersonalContact.LooksPersonal(contact));

    [Theory]
    [
        InlineData(
            "techno: 'Nodejs, React; mongoDB  '", "Nodejs|React|mongoDB", "list-in-one-value scalar-instead-of-list surrounding-blanks"),
    ]
    [InlineData("techno: ['Nodejs, React', React]", "Nodejs|React", "duplicate-value list-in-one-value")]
    [InlineData("techno: ['Python (Django, Celery)']", "Python (Django, Celery)", "")]
    [InlineData("techno: [a, { b: c }, '', null]", "a", "empty-value unexpected-shape")]
    public void Technologies_are_split_where_a_value_is_a_list(string frontMatter, string technologies, string reported)
    {
        var (startup, classes) = SmallContent.One(SmallContent.Fiche(frontMatter));

        Assert.Equal(technologies, string.Join('|', startup.Facts.Technologies));
        Assert.Equal(reported, string.Join(' ', classes.Order()));
    }

    [Theory]
    [InlineData("totalement conforme", "full", "")]
    [InlineData("non conforme", "none", "")]
    [InlineData("partiellement conforme (au moins 50%)", "partial", "")]
    [InlineData("Partiellement conforme (75 %).", "partial", "")]
    [InlineData("Non conforme (moins de 50%)", "none", "")]
    [InlineData("totalement conforme (100%)", "full", "")]
    [InlineData("conforme (100%)", null, "unknown-accessibility")]
    [InlineData("presque", null, "unknown-accessibility")]
    public void Accessibility_has_three_answers(string written, string? read, string reported)
    {
        var (startup, classes) = SmallContent.One(SmallContent.Fiche($"accessibility_status: {written}"));

        Assert.Equal((read, reported), (startup.Facts.Accessibility, string.Join(' ', classes)));
    }

    [Fact]
    public void Texts_are_cleaned_and_each_kind_is_said_once_with_its_fields()
    {
        var portfolio = SmallContent.Read(
            SmallContent.Fiche("mission: \"a\\u200Bb\\u2028c\\u0007\"\nthematiques: [\"e\\u0301\\u200B\"]", "e\u0301\u200B\u2028*x*"));

        var facts = Assert.Single(portfolio.Startups).Facts;
        Assert.Equal(("ab\nc", "é", "é\n*x*"), (facts.Pitch, facts.Themes[0], facts.Description));
        Assert.Equal(
            "control-character: mission; line-separator: (description), mission; not-nfc: (description), thematiques; zero-width-space: (description), mission, thematiques",
            string.Join(
                "; ",
                portfolio.Anomalies.Where(anomaly => anomaly.Severity == Severity.Info)
                    .Select(anomaly => $"{anomaly.Class}: {anomaly.Detail}")));
    }

    [Fact]
    public void Committees_are_taken_out_of_the_events()
    {
        var (startup, classes) = SmallContent.One(
            SmallContent.Fiche(
                """
                events:
                  - { name: national_impact, date: 2024-05-01 }
                  - { name: national_impact, date: 2023-05-01 }
                  - { name: committee, date: 2022-01-01, comment: Suite }
                  - { name: fast, date: 2021-01-01 }
                  - { name: committee, date: 01/01/2022 }
                  - { name: committee }
                  - { date: 2022-01-01 }
                  - committee
                """),
            SmallContent.Event("committee"),
            SmallContent.Event("national_impact"));

        Assert.Equal(["fast", "national_impact", "national_impact"], startup.Facts.Events.Select(one => one.Name));
        Assert.Equal(new DateOnly(2023, 5, 1), startup.Facts.NationalImpactOn);
        Assert.Equal([new ParsedCommittee(new(2022, 1, 1), "Suite")], startup.Committees);
        Assert.Equal(
            ["event-date-unreadable", "event-unreadable", "event-without-date", "event-without-name", "unknown-event"], classes);
    }

    [Theory]
    [InlineData(",")]
    [InlineData("a,")]
    [InlineData("(,")]
    [InlineData("a.")]
    [InlineData("a-b.c@")]
    [InlineData("<b ")]
    [InlineData("&amp;")]
    [InlineData("0 ")]
    public void A_megabyte_of_noise_in_every_field_costs_the_fields_alone(string noise)
    {
        var text = string.Concat(Enumerable.Repeat(noise, 400_000 / noise.Length));
        string[] keys =
        [
            "mission",
            "link",
            "contact",
            "techno",
            "usertypes",
            "sponsors",
            "incubator",
            "redirect_from",
            "accessibility_status",
            "analyse_risques",
        ];
        var shorter = text[..4_990];

        var (startup, classes) = SmallContent.One(SmallContent.Fiche(string.Join('\n', keys.Select(key => $"{key}: '{text}'"))));
        var bounded = SmallContent.Read(SmallContent.Fiche(string.Join('\n', keys.Select(key => $"{key}: ['{shorter}', '{shorter}']"))));

        Assert.Equal("Pix", startup.Facts.Name);
        Assert.Contains("too-long", classes);
        Assert.Equal(0, bounded.LeftOut);
    }

    [Fact]
    public void A_name_too_long_is_cut_and_another_text_dropped()
    {
        var (startup, classes) = SmallContent.One(
            SmallContent.Text("_startups/x.md", $"---\ntitle: {new string('a', 501)}\nmission: {new string('a', 5001)}\n---\n"));

        Assert.Equal((500, null), (startup.Facts.Name.Length, startup.Facts.Pitch));
        Assert.Equal(["too-long"], classes);
    }
}
