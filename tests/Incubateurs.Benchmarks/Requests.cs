using System.Globalization;

namespace Incubateurs.Benchmarks;

/// <summary>Requests of which no two are alike, so that no answer was ever given before.</summary>
internal static class Requests
{
    private static readonly string[] Words =
        [
            "logement",
            "emploi",
            "sante",
            "donnees",
            "ecole",
            "agent",
            "entreprise",
            "justice",
            "aide",
            "service",
            "territoire",
            "transition",
        ];

    // Members whose choice makes a request another one and costs about the same.
    private static readonly string[] Members =
    [
        "link",
        "repository",
        "contact",
        "themes",
        "audiences",
        "technologies",
        "version",
        "modifiedAt",
        "accessibility",
        "nationalImpactOn",
    ];

    /// <summary>A window of entries that hardly narrows: 4,000 first days by 3,000 last ones.</summary>
    public static (string From, string To) Window(long n) =>
        (Day(new(2003, 1, 1), n % 3800), Day(new(2026, 8, 20), n / 3800 % 3000));

    public static string Page(long n)
    {
        var (from, to) = Window(n);
        return $"/v1/startups?asOf={BareServer.Day}&limit=20&enteredFrom={from}&enteredTo={to}";
    }

    public static string BarePage(long n)
    {
        var (from, to) = Window(n);
        return $"/page?from={from}&to={to}&limit=20";
    }

    public static string Filter(long n) => $"{Page(n)}&status=incubating";

    public static string Search(long n) => $"{Page(n)}&q={Words[n % Words.Length]}";

    public static string BareSearch(long n) => $"/search?q={Words[n % Words.Length]}&limit=20";

    /// <summary>The same question in other words each time: the order of the members asked for and the size of the page.</summary>
    public static string Varied(string query, long n)
    {
        var picked = Members.Where((_, i) => (n >> i & 1) == 1);
        return $"/v1/startups?asOf={BareServer.Day}&limit={20 + (n / 1024 % 5)}&fields=name,pitch,phase,status,incubation,incubators,sponsors,{string.Join(',', picked.Append("planned"))}"
            + $"{string.Concat(Enumerable.Repeat(",name", (int)(n / 5120 % 60)))}&{query}";
    }

    private static string Day(DateOnly first, long days) => first.AddDays((int)days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
