namespace Incubateurs.Words;

/// <summary>
/// The number of an establishment in the register Sirene: 14 digits, the last of which is a Luhn key over all, as the ninth is over
/// the SIREN, which the first nine are. La Poste (SIREN 356000000) has more establishments than its key allows: there the sum of
/// the digits is a multiple of five, or the keys are right as elsewhere (INSEE, documentation of Sirene).
/// </summary>
internal static class Siret
{
    public const int Length = 14;

    /// <summary>As people write it, blanks included.</summary>
    public const int LongestWritten = 40;

    private const int SirenLength = 9;
    private const string LaPoste = "356000000";

    /// <summary>The 14 digits of a SIRET, blanks dropped; null when it is none.</summary>
    public static string? Read(string text)
    {
        if (text.Length > LongestWritten)
            return null;

        var digits = string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
        return digits.Length == Length && digits.All(char.IsAsciiDigit) && digits.Any(digit => digit != '0') && IsKeyed(digits)
            ? digits
            : null;
    }

    /// <summary>Before every SIRET of the same legal unit, or the first of them.</summary>
    public static string First(string siret) => siret[..SirenLength] + "00000";

    /// <summary>After every SIRET of the same legal unit, or the last of them.</summary>
    public static string Last(string siret) => siret[..SirenLength] + "99999";

    private static bool IsKeyed(string digits) =>
        (Luhn(digits) % 10 == 0 && Luhn(digits[..SirenLength]) % 10 == 0)
        || (digits.StartsWith(LaPoste, StringComparison.Ordinal) && digits.Sum(digit => digit - '0') % 5 == 0);

    // Every second digit from the right counts twice, digit by digit.
    private static int Luhn(string digits) =>
        digits.Select((digit, i) => (digit - '0') * ((digits.Length - i) % 2 == 0 ? 2 : 1))
            .Sum(value => value > 9 ? value - 9 : value);
}
