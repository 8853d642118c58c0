using System.Text.Json;
using Incubateurs.Tests.Flow;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Incubation;

/// <summary>
/// A phase lasts until the next one of the chain starts; the chain as of a day holds nothing that is planned (docs/ARCHITECTURE.md,
/// Lifecycle).
/// </summary>
public sealed class PhasePeriodTests
{
    [Theory]
    [InlineData("2024-05-01", "investigation  False|construction  True|transfere  True")]
    [InlineData("2026-08-20", "investigation 2024-06-01 False|construction  False|transfere  True")]
    [InlineData("2027-01-01", "investigation 2024-06-01 False|construction 2027-01-01 False|transfere  False")]
    public async Task A_planned_phase_ends_none(string day, string expected)
    {
        await using var api = await SmallPortfolio.OpenAsync(
            SmallPortfolio.Fiche("a", "[dinum]", "investigation 2024-01-01", "construction 2024-06-01", "transfere 2027-01-01"));

        var phases = await Given.JsonAsync(await api.GetAsync($"/v1/startups/a/phases?asOf={day}"));

        Assert.Equal(expected, string.Join('|', phases.GetProperty("items").EnumerateArray().Select(Told)));
    }

    private static string Told(JsonElement phase) =>
        $"{phase.GetProperty("phase")} {(phase.TryGetProperty("endsOn", out var end) ? end : "")} {phase.TryGetProperty("planned", out _)}";
}
