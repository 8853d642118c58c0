using System.Text.RegularExpressions;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <summary>
/// The entries of a front matter, or of one item in it, as clean values; what had to be done to them goes into the report.
/// </summary>
/// <param name="prefix">Said before the keys of an item: <c>phases.</c></param>
internal sealed partial class Fields(YamlMap map, FileReport report, string prefix = "")
{
    public const int MostItems = 200;

    public FileReport Report { get; } = report;

    public YamlValue? Raw(string key) => map.Entries.GetValueOrDefault(key);

    /// <summary>A text of one line; null when absent, blank, too long or no text.</summary>
    public string? Line(string key, int most = Bounds.LongestLine) => Text(key, most, TextCleaning.Line);

    /// <summary>A text of any number of lines.</summary>
    public string? Lines(string key, int most = Bounds.LongestText) => Text(key, most, TextCleaning.Lines);

    /// <summary>A text as its author meant it, however long; null when absent or blank.</summary>
    public string? Unbounded(string key) => Text(key, int.MaxValue, TextCleaning.Line);

    /// <summary>The first address of a field.</summary>
    public string? Address(string key) => Joined(key) is { } text ? Addresses.Web(text, prefix + key, Report) : null;

    /// <summary>The first e-mail or web address of a field.</summary>
    public string? Contact(string key) => Joined(key) is { } text ? Addresses.Contact(text, prefix + key, Report) : null;

    /// <summary>The values of a list, each once.</summary>
    /// <param name="splits">Whether a comma in a value separates two; audiences and themes may hold commas of their own.</param>
    public IReadOnlyList<string> List(string key, bool splits = false)
    {
        var values = new List<string>();
        foreach (var text in Texts(key, isList: true))
            foreach (var value in splits ? Split(key, text) : [text])
                if (value.Length > Bounds.LongestLine)
                    Report.Cleaned(AnomalyClasses.TooLong, prefix + key);
                else if (values.Contains(value))
                    Report.Cleaned(AnomalyClasses.DuplicateValue, prefix + key);
                else if (values.Count == MostItems)
                    Report.Cleaned(AnomalyClasses.TooManyValues, prefix + key);
                else
                    values.Add(value);
        return values;
    }

    public bool? Flag(string key)
    {
        var text = Line(key);
        switch (text?.ToLowerInvariant())
        {
            case null:
                return null;
            case "true" or "yes" or "on" or "oui":
                return true;
            case "false" or "no" or "off" or "non":
                return false;
            case not null:
                Report.Add(AnomalyClasses.NotABoolean, $"{prefix}{key}: {text}");
                return null;
        }
    }

    /// <summary>The items of a list; one item that stands without a list is taken for a list of one.</summary>
    public IReadOnlyList<YamlValue> Items(string key)
    {
        switch (Raw(key))
        {
            case null or YamlText { Text: null }:
                return [];
            case YamlList list when list.Items.Count > MostItems:
                Report.Cleaned(AnomalyClasses.TooManyValues, prefix + key);
                return [.. list.Items.Take(MostItems)];
            case YamlList list:
                return list.Items;
            case YamlText { Text: var text } when text.IsBlank():
                Report.Cleaned(AnomalyClasses.EmptyValue, prefix + key);
                return [];
            case { } single:
                Report.Cleaned(AnomalyClasses.ScalarInsteadOfList, prefix + key);
                return [single];
        }
    }

    /// <summary>An item's text, clean; null when it is empty or no text.</summary>
    public string? Item(string key, YamlValue item)
    {
        if (item is YamlText { Text: null })
            return null;
        if (item is not YamlText { Text: { } text })
        {
            Report.Cleaned(AnomalyClasses.UnexpectedShape, prefix + key);
            return null;
        }

        var clean = TextCleaning.Line(text, kind => Report.Cleaned(kind, prefix + key));
        // Bounded before anything looks for separators in it: that takes time with the square of the length.
        if (clean.Length is > 0 and <= Bounds.LongestText)
            return clean;
        Report.Cleaned(clean.Length == 0 ? AnomalyClasses.EmptyValue : AnomalyClasses.TooLong, prefix + key);
        return null;
    }

    private string? Text(string key, int most, Func<string, Action<AnomalyClass>, string> clean)
    {
        switch (Raw(key))
        {
            case null or YamlText { Text: null }:
                return null;
            case YamlText { Text: { } written }:
                var text = clean(written, kind => Report.Cleaned(kind, prefix + key));
                if (text.Length > 0 && text.Length <= most)
                    return text;
                Report.Cleaned(text.Length == 0 ? AnomalyClasses.EmptyValue : AnomalyClasses.TooLong, prefix + key);
                return null;
            default:
                Report.Cleaned(AnomalyClasses.UnexpectedShape, prefix + key);
                return null;
        }
    }

    private IReadOnlyList<string> Texts(string key, bool isList = false)
    {
        var items = isList || Raw(key) is YamlList ? Items(key) : Raw(key) is { } single ? [single] : [];
        return [.. items.Select(item => Item(key, item)).OfType<string>()];
    }

    // A list where one address belongs is read as if its items stood in one value.
    private string? Joined(string key)
    {
        var joined = string.Join(' ', Texts(key));
        if (joined.Length > Bounds.LongestText)
        {
            Report.Cleaned(AnomalyClasses.TooLong, prefix + key);
            return null;
        }

        var text = TextCleaning.Decoded(joined, kind => Report.Cleaned(kind, prefix + key)).Trim();
        return text.Length > 0 ? text : null;
    }

    private List<string> Split(string key, string text)
    {
        var parts = Separators().Split(text).Select(part => part.Trim()).Where(part => part.Length > 0).ToList();
        if (parts.Count > 1)
            Report.Cleaned(AnomalyClasses.ListInOneValue, prefix + key);
        return parts;
    }

    // Not within parentheses: "Python (Django, Celery)" is one technology.
    [GeneratedRegex(@"[,;](?![^()]*\))", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
