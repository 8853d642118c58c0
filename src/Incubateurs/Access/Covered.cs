using System.Globalization;
using Incubateurs.Storage;

namespace Incubateurs.Access;

/// <summary>
/// What a row of the log vouches for, a line each: whoever alters that elsewhere in the file is found out by the row. The lines
/// are public (docs/AUDIT.md); none holds a text that somebody wrote.
/// </summary>
internal static class Covered
{
    private const string ChangeWord = "change";
    private const string TrialWord = "trial";
    private const string KeyWord = "key";
    private const string RevokedWord = "revoked";
    private const string ErasedWord = "erased";
    private const string ChangesWord = "changes";
    private const string CutWord = "cut";
    private const string AnewWord = "anew";

    // What stays true of something that is still there, however long ago it was said.
    private static readonly string[] StandingWords = [$"{KeyWord} ", $"{RevokedWord} ", $"{ErasedWord} ", $"{ChangesWord} "];

    /// <summary>What only begins with a change holds nothing that stands for ever.</summary>
    public const string ChangesOnly = $"{ChangeWord} %";

    public static bool IsStanding(string line) => Array.Exists(StandingWords, word => line.StartsWith(word, StringComparison.Ordinal));

    public static string Change(ActedChange change) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(change.IsTrial ? TrialWord : ChangeWord)} {change.Sequence} {change.Type} {change.Subject} {change.SubjectId}");

    public static string Key(string prefix, string fingerprint) => $"{KeyWord} {prefix} {fingerprint}";

    public static string Revoked(string prefix) => $"{RevokedWord} {prefix}";

    /// <summary>Nothing tells any more who this agent was.</summary>
    public static string ErasedAgent(long id) => string.Create(CultureInfo.InvariantCulture, $"{ErasedWord} agent {id}");

    /// <summary>The rows up to this one were kept long enough and are gone.</summary>
    public static string Cut(long id, string seal) => string.Create(CultureInfo.InvariantCulture, $"{CutWord} {id} {seal}");

    /// <summary>All changes by agents up to one, by their digest.</summary>
    public static string Changes(long sequence, string digest) =>
        string.Create(CultureInfo.InvariantCulture, $"{ChangesWord} {sequence} {digest}");

    /// <summary>
    /// The rows before were sealed in an earlier way, with this head; from one on, they were not as they had been sealed.
    /// </summary>
    public static string Anew(long rows, string head, long? altered) => string.Create(
        CultureInfo.InvariantCulture, $"{AnewWord} {rows} {head}{(altered is { } id ? $" altered {id}" : "")}");

    public static ActedChange? ReadChange(string line) =>
        line.Split(' ', 5) is [ChangeWord or TrialWord, var sequence, var type, var subject, var id]
        && long.TryParse(sequence, CultureInfo.InvariantCulture, out var number)
            ? new(number, type, subject, id, line.StartsWith(TrialWord, StringComparison.Ordinal))
            : null;

    public static (string Prefix, string Fingerprint)? ReadKey(string line) =>
        line.Split(' ') is [KeyWord, var prefix, var fingerprint] ? (prefix, fingerprint) : null;

    public static string? ReadRevoked(string line) => line.Split(' ') is [RevokedWord, var prefix] ? prefix : null;

    public static (long Sequence, string Digest)? ReadChanges(string line) =>
        line.Split(' ') is [ChangesWord, var sequence, var digest] && long.TryParse(sequence, CultureInfo.InvariantCulture, out var number)
            ? (number, digest)
            : null;

    /// <summary>From which row on the log of an earlier build was not as it had been sealed.</summary>
    public static string? ReadAltered(string line) => line.Split(' ') is [AnewWord, _, _, _, var id] ? id : null;
}
