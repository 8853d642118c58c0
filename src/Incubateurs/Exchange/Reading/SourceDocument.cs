using Incubateurs.Compatibility;
using Incubateurs.Incubation;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <summary>A file whose front matter could be read.</summary>
internal sealed record SourceDocument(string Id, string File, FrontMatter FrontMatter, FileReport Report)
{
    public Fields Fields { get; } = new(FrontMatter.Entries, Report);

    /// <summary>The same for what is provenance alone: what had to be done to it is of no interest.</summary>
    public Fields Unreported { get; } = new(FrontMatter.Entries, new FileReport(File));

    /// <summary>Null when the file has to be left out; the reason is then in the report.</summary>
    public static SourceDocument? Read(ContentFile file, FileReport report)
    {
        var id = SourceIds.OfFile(file.Stem);
        if (SourceIds.IsUsable(id))
            return FrontMatter.Read(file, report) is { } frontMatter ? new(id, file.Path, frontMatter, report) : null;
        report.Add(AnomalyClasses.UnusableId, "the name of the file is no id");
        return null;
    }

    /// <summary>The one text that a file cannot do without; rather cut short than missing.</summary>
    public static string? Title(Fields fields, string key, int most)
    {
        var title = fields.Unbounded(key);
        if (title is null || title.Length <= most)
            return title;
        fields.Report.Cleaned(AnomalyClasses.TooLong, key);
        return title[..(char.IsHighSurrogate(title[most - 1]) ? most - 1 : most)].TrimEnd();
    }

    /// <summary>An administration; null without a name.</summary>
    public ParsedAdministration? ToAdministration()
    {
        if (Title(Fields, "name", 500) is not { } name)
        {
            Report.Add(AnomalyClasses.NoName, "name");
            return null;
        }

        // Not repeated: a report is read by others than the portfolio's keepers.
        if (PersonalName.Fits(name))
            Report.Add(AnomalyClasses.PersonalName, "name");
        return new(
            Id,
            File,
            name,
            Fields.Line("acronym"),
            Fields.Line("type"),
            Fields.Line("domaine_ministeriel"),
            Siret(),
            DirectoryId: DirectoryReading.Read(Fields, "annuaire"),
            FrontMatter.Provenance());
    }

    /// <summary>An incubator, its owner still as written; null without a title.</summary>
    public ParsedIncubator? ToIncubator()
    {
        if (Title(Fields, "title", 500) is not { } name)
        {
            Report.Add(AnomalyClasses.NoTitle, "title");
            return null;
        }

        return new(
            Id,
            File,
            name,
            Owner: Fields.Line("owner"),
            Website: Fields.Address("website"),
            Repository: Fields.Address("github"),
            Contact: Fields.Contact("contact"),
            Description: Plain("short_description"),
            Hidden: Fields.Flag("hidden") ?? false,
            FormerIds.Read(Fields, Id, "incubateurs", "incubateur", "incubators"),
            FrontMatter.Provenance())
        {
            Published = JsonText.Of(new PublishedIncubator(Unreported.Line("address"))),
        };
    }

    /// <summary>The referential holds what a phase means; a file of one it lacks is only worth a word.</summary>
    public void CheckPhase()
    {
        var code = Fields.Line("status") ?? Id;
        if (Phases.Named(code).Count == 0)
            Report.Add(AnomalyClasses.UnknownPhase, code);
    }

    private string? Plain(string key)
    {
        if (Fields.Lines(key) is not { } text)
            return null;
        void Cleaned(AnomalyClass kind) => Report.Cleaned(kind, key);
        var plain = TextCleaning.Decoded(TextCleaning.WithoutTags(text, Cleaned), Cleaned).Trim();
        return plain.Length > 0 ? plain : null;
    }

    private string? Siret()
    {
        if (Fields.Line("siret") is not { } written)
            return null;
        var siret = string.Concat(written.Where(c => !char.IsWhiteSpace(c)));
        if (siret.Length == 14 && siret.All(char.IsAsciiDigit))
            return siret;
        Report.Add(AnomalyClasses.InvalidSiret, written);
        return null;
    }
}
