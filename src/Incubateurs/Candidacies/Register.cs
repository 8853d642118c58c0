using System.Text.Json;
using System.Text.Json.Serialization;

namespace Incubateurs.Candidacies;

/// <summary>What the public register says of a SIRET.</summary>
internal sealed record RegisterFinding(ControlVerdict Verdict, string Note);

/// <summary>
/// The public register of enterprises and administrations (recherche-entreprises.api.gouv.fr), whose answers are read
/// leniently: they are not ours, and grow.
/// </summary>
internal sealed class Register(HttpClient client)
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Null where the register did not answer, or answered what cannot be read: it shall be asked again.</summary>
    public async Task<RegisterFinding?> FindAsync(string siret, CancellationToken cancellation)
    {
        try
        {
            using var response = await client.GetAsync(new Uri($"search?q={siret}", UriKind.Relative), cancellation);
            if (!response.IsSuccessStatusCode)
                return null;

            var answer = await response.Content.ReadFromJsonAsync<Answer>(Lenient, cancellation);
            return answer?.Results is { } results ? RegisterRules.Judge(siret, results) : null;
        }
        catch (Exception exception) when (
            exception is HttpRequestException or JsonException or IOException or Polly.ExecutionRejectedException
            || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    internal sealed record Answer(IReadOnlyList<Unit>? Results);
}

/// <summary>A legal unit of the register.</summary>
internal sealed record Unit(
    string? EtatAdministratif,
    [property: JsonPropertyName("matching_etablissements")] IReadOnlyList<Establishment>? Establishments,
    Complements? Complements);

/// <summary>An establishment of a legal unit.</summary>
internal sealed record Establishment(string? Siret, string? EtatAdministratif);

/// <summary>What the register adds from other public lists.</summary>
internal sealed record Complements(bool? EstAdministration, bool? EstServicePublic, bool? EstAssociation);
