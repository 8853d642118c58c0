using Incubateurs.Exchange.Reading;

namespace Incubateurs.Exchange.Embedded;

/// <summary>The fiches inside the executable.</summary>
internal static class EmbeddedFiles
{
    /// <summary>Real startups as facts.</summary>
    public const string Portfolio = "Portfolio/";

    /// <summary>What is openly fictional.</summary>
    public const string Specimen = "Specimen/";

    public static IEnumerable<ContentFile> In(string folder)
    {
        var assembly = typeof(EmbeddedFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(folder, StringComparison.Ordinal))
                continue;

            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return new(name[folder.Length..], bytes);
        }
    }
}
