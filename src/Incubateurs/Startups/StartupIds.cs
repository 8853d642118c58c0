using System.Text;
using Incubateurs.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Startups;

/// <summary>Ids of startups: case-sensitive, with dots and accents, in Unicode's composed form.</summary>
internal static class StartupIds
{
    public static string Normal(string id) => id.IsNormalized(NormalizationForm.FormC) ? id : id.Normalize(NormalizationForm.FormC);
}
