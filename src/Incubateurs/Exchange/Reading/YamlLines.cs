using System.Text;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <summary>
/// The lines of a front matter as a parser can take them: what it would stumble over, though to its author it was nothing,
/// is cleaned and reported before. No line is added or taken away, so that a fault is found where it is said to be.
/// </summary>
internal sealed class YamlLines(FileReport report)
{
    private readonly StringBuilder text = new();

    public void Add(string line) => _ = text.Append(IsBlank(line) ? "" : Clean(line)).Append('\n');

    public override string ToString() => text.ToString();

    // A block whose first lines are longer blanks than its own is an error to the parser; to people it is empty.
    private static bool IsBlank(string line) => !line.AsSpan().ContainsAnyExcept(' ', '\t');

    private string Clean(string line)
    {
        var clean = line.WithoutNoncharacters();
        if (clean.Length != line.Length)
            report.Cleaned(AnomalyClasses.Noncharacter, Field(line));

        // To YAML these end a line, so that a title that holds one would spoil its file; to its author they were a blank.
        if (clean.AsSpan().ContainsAny('\u2028', '\u2029', '\u0085'))
        {
            report.Cleaned(AnomalyClasses.LineSeparator, Field(line));
            clean = clean.Replace('\u2028', ' ').Replace('\u2029', ' ').Replace('\u0085', ' ');
        }

        // To the parser a NUL is the end of the text.
        if (clean.Any(IsControl))
        {
            report.Cleaned(AnomalyClasses.ControlCharacter, Field(line));
            clean = string.Concat(clean.Where(c => !IsControl(c)));
        }

        return clean;
    }

    private static bool IsControl(char c) => char.IsControl(c) && c != '\t';

    private static string Field(string line) =>
        line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? line[..colon].Trim(' ', '-') : "(a continued line)";
}
