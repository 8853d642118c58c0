using System.Text.Json;
using System.Text.Json.Serialization;

namespace Incubateurs.Candidacies;

/// <summary>What the public register says of a SIRET.</summary>
internal sealed record RegisterFinding(ControlVerdict Verdict, string Note);

/// <summary>An answer of the register.</summary>
/// <param name="Finding">Null where it did not answer, or answered what cannot be read: it shall be asked again.</param>
/// <param name="Wait">For how long it does not want to be asked.</param>
internal sealed record RegisterAnswer(RegisterFinding? Finding, TimeSpan Wait = default);

/// <summary>
/// The public register of enterprises and administrations (recherche-entreprises.api.gouv.fr), whose answers are read
/// leniently: they are not ours, and grow.
/// </summary>
internal sealed class Register(HttpClient client, TimeProvider time)
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>How long an answer asks to wait.</summary>
    public static TimeSpan WaitOf(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > now => date - now,
        _ => TimeSpan.Zero,
    };

    public async Task<RegisterAnswer> FindAsync(string siret, CancellationToken cancellation)
    {
        try
        {
            using var response = await client.GetAsync(new Uri($"search?q={siret}", UriKind.Relative), cancellation);
            if (!response.IsSuccessStatusCode)
                return new(null, WaitOf(response, time.GetUtcNow()));

            var answer = await response.Content.ReadFromJsonAsync<Answer>(Lenient, cancellation);
            return new(answer?.Results is { } results ? RegisterRules.Judge(siret, results) : null);
        }
        catch (Exception exception) when (
            exception is HttpRequestException or JsonException or IOException or Polly.ExecutionRejectedException
            || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(null);
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
