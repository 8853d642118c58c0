namespace Incubateurs.Words;

/// <summary>
/// How long texts may be, by the name of the member: the same word means the same thing everywhere, in bodies, in answers and
/// in what is imported. Lengths are in characters (code points), as JSON Schema counts them.
/// </summary>
internal static class Bounds
{
    public const int LongestText = 5_000;
    public const int LongestLine = 300;
    public const int LongestName = 500;
    public const int LongestUrl = 2_000;
    public const int LongestId = 200;
    public const int LongestCode = 50;
    public const int LongestDescription = 200_000;

    /// <summary>RFC 5321 §4.5.3.1.3, without the angle brackets.</summary>
    public const int LongestEmail = 254;

    /// <summary>No address that we give is longer: a request is of 8,192 bytes, of which escaping makes three times as many.</summary>
    public const int LongestAddress = 32_768;

    /// <summary>No list has more values.</summary>
    public const int MostItems = 10_000;

    private static readonly Dictionary<string, int> Members = new(StringComparer.Ordinal)
    {
        ["id"] = LongestId,
        ["formerIds"] = LongestId,
        ["incubators"] = LongestId,
        ["startups"] = LongestId,
        ["attempt"] = LongestId,
        ["phases"] = LongestCode,
        ["types"] = 100,
        ["secret"] = 64,
        ["sponsors"] = LongestId,
        ["owner"] = LongestId,
        ["route"] = LongestId,
        ["definition"] = LongestId,
        ["coHosts"] = LongestId,
        ["candidacyId"] = LongestId,
        ["administrationId"] = LongestId,
        ["href"] = LongestId,
        ["mergedInto"] = LongestId,
        ["handOver"] = LongestId,
        ["host"] = LongestId,
        ["startup"] = LongestId,
        ["review"] = LongestId,
        ["report"] = LongestId,
        ["code"] = LongestCode,
        ["phase"] = LongestCode,
        ["formerNames"] = LongestCode,
        ["accessibility"] = LongestCode,
        ["exit"] = LongestCode,
        ["status"] = LongestCode,
        ["outcome"] = LongestCode,
        ["findings"] = LongestCode,
        ["name"] = LongestName,
        ["resource"] = LongestName,
        ["acronym"] = LongestLine,
        ["kind"] = LongestLine,
        ["domain"] = LongestLine,
        ["directoryId"] = LongestLine,
        ["contact"] = LongestLine,
        ["value"] = LongestLine,
        ["themes"] = LongestLine,
        ["audiences"] = LongestLine,
        ["technologies"] = LongestLine,
        ["fr"] = LongestLine,
        ["en"] = LongestLine,
        ["audience"] = LongestLine,
        ["function"] = LongestLine,
        ["pitch"] = LongestText,
        ["note"] = LongestText,
        ["statement"] = LongestText,
        ["preferredScenario"] = LongestText,
        ["fallbackScenario"] = LongestText,
        ["justification"] = LongestText,
        ["detail"] = LongestText,
        ["message"] = LongestText,
        ["resolutionReason"] = LongestText,
        ["moderationReason"] = LongestText,
        ["comment"] = LongestText,
        ["reason"] = LongestText,
        ["errors"] = LongestText,
        ["agent"] = LongestEmail,
        ["method"] = 20,
        ["version"] = 20,
        ["requestId"] = 32,
        ["head"] = 64,
        ["seal"] = 64,
        ["when"] = 64,
        ["who"] = 64,
        ["covers"] = LongestName,
        ["signature"] = LongestName * 2,
        ["followUpSecret"] = 64,
        ["type"] = 100,
        ["description"] = LongestDescription,
        ["siret"] = 14,
        ["next"] = LongestAddress,
        ["items"] = LongestAddress,
        ["commit"] = 40,
    };

    /// <summary>How many characters a text member of this name may have.</summary>
    public static int LongestOf(string member) => IsWebAddress(member) ? LongestUrl : Members[member];

    /// <summary>Whether a member of this name holds an address on the Web.</summary>
    public static bool IsWebAddress(string member) =>
        member is "link" or "repository" or "website" or "url" || member.EndsWith("Url", StringComparison.Ordinal);
}
