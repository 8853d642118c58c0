using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <summary>What an organisation is called in the State's directory: its id there, or the address of its page.</summary>
internal static class DirectoryReading
{
    /// <summary>The id; null when there is none, and what else was said is then in the report.</summary>
    public static string? Read(Fields fields, string key)
    {
        if (fields.Line(key, Bounds.LongestUrl) is not { } written)
            return null;

        var id = written;
        if (!DirectoryIds.IsOne(written))
        {
            if (Addresses.Web(written, key, fields.Report) is not { } address)
                return null;
            id = NameOfPage(new(address));
            if (!DirectoryIds.IsOne(id))
            {
                fields.Report.Add(AnomalyClasses.NotADirectoryPage, $"{key}: {written}");
                return null;
            }
        }

        if (id.Length <= Bounds.LongestOf("directoryId"))
            return id;
        fields.Report.Cleaned(AnomalyClasses.TooLong, key);
        return null;
    }

    // The whole segment and not the number that it ends in: the directory finds its page by that alone.
    private static string NameOfPage(Uri address) => address.Host is "lannuaire.service-public.fr" or "lannuaire.service-public.gouv.fr"
        ? address.AbsolutePath.TrimEnd('/').Split('/')[^1]
        : "";
}
