using System.Text.Json;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>
/// The columns of <c>startup_versions v</c>: one for each member of the facts, of its name. Texts and days are written as they
/// are, lists and objects as JSON. Only the description stands elsewhere.
/// </summary>
internal static class StartupColumns
{
    private static readonly IReadOnlyList<Member<StartupFacts>> All =
        [.. Member<StartupFacts>.All.Where(member => member.Property.Name != nameof(StartupFacts.Description))];

    private static readonly HashSet<string> Listed = [.. Member<StartupSummary>.All.Select(member => member.Name)];

    /// <summary>All of them as they are read into a <see cref="StartupRow"/>.</summary>
    public static readonly string Read = string.Join(", ", All.Select(Selected));

    /// <summary>Those that a list shows, as they are read into a <see cref="StartupRow"/>.</summary>
    public static readonly string ReadInLists = string.Join(", ", All.Where(member => Listed.Contains(member.Name)).Select(Selected));

    /// <summary>All of them as they are written.</summary>
    public static readonly string Written = string.Join(", ", All.Select(Column));

    /// <summary>The parameters of <see cref="Values"/>, in the same order.</summary>
    public static readonly string Parameters = string.Join(", ", All.Select(member => $"@{Column(member)}"));

    /// <summary>What the columns hold of these facts.</summary>
    public static Dictionary<string, object?> Values(StartupFacts facts) =>
        All.ToDictionary(Column, object? (member) => Value(member.Get(facts)));

    private static string? Value(object? said) => said switch
    {
        null => null,
        string text => text,
        DateOnly day => day.Text(),
        _ => JsonText.Of(said),
    };

    private static string Selected(Member<StartupFacts> member) =>
        IsJson(member) ? $"v.{Column(member)} AS {Column(member)}_json" : $"v.{Column(member)}";

    private static bool IsJson(Member<StartupFacts> member) => member.Type != typeof(string) && member.Type != typeof(DateOnly?);

    private static string Column(Member<StartupFacts> member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Property.Name);
}

/// <summary>The facts as they are read from their columns: texts and days as they are, and here what is JSON in its column.</summary>
internal abstract record StartupRow : StartupFacts
{
    public string IncubatorsJson { init => Incubators = JsonText.List(value); }
    public string SponsorsJson { init => Sponsors = JsonText.List(value); }
    public string ThemesJson { init => Themes = JsonText.List(value); }
    public string AudiencesJson { init => Audiences = JsonText.List(value); }
    public string TechnologiesJson { init => Technologies = JsonText.List(value); }
    public string RiskAnalysisJson { init => RiskAnalysis = JsonText.Read<RiskAnalysis>(value); }
    public string EventsJson { init => Events = JsonText.Read<StartupEvent[]>(value); }
    public string SourceJson { init => Source = JsonText.Read<StartupSource>(value); }
}
