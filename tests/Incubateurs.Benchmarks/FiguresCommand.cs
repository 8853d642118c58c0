using System.Diagnostics;
using System.Globalization;

namespace Incubateurs.Benchmarks;

/// <summary>
/// The figures on a portfolio and on a hundred times as much: the first answer of a process, answers never given before, and
/// the same answer again beside a page of the list asked again.
/// </summary>
internal sealed class FiguresCommand(string folder, int rounds)
{
    private static readonly string[] Figures =
        [
            "/v1/flow?",
            "/v1/flow?interval=month&",
            "/v1/flow/durations?",
            "/v1/flow/incubations?",
            "/v1/flow/stock?",
            "/v1/quality?",
            "/v1/flow.svg?",
            "/v1/flow/durations.svg?",
        ];

    // What the first answer of a hundred times the portfolio may take.
    private const double MostSeconds = 1;

    private static readonly TimeSpan Load = TimeSpan.FromSeconds(1);

    private readonly Table table = new();

    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("incubateurs-figures-").FullName;
        var content = args is [var given, ..] && !given.StartsWith("--", StringComparison.Ordinal) ? given : null;
        var rounds = Array.IndexOf(args, "--rounds") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 5;
        try
        {
            await new FiguresCommand(folder, rounds).RunAsync(content);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(string? content)
    {
        var (small, big) = (Path.Combine(folder, "small.db"), Path.Combine(folder, "big.db"));
        if (content is null)
            (await ServerProcess.StartApiAsync(small)).Dispose();
        else
            _ = await ServerProcess.RunAsync(ServerProcess.Api, "import", content, ServerProcess.Connection(small));
        _ = await PortfolioCopy.RunAsync(small, big, 100);
        foreach (var figure in Figures)
            await MeasureAsync(figure, small, big);
    }

    private async Task MeasureAsync(string figure, string small, string big)
    {
        using var one = await ServerProcess.StartApiAsync(small);
        using var hundred = await ServerProcess.StartApiAsync(big);
        var name = figure.TrimEnd('?', '&');
        Seconds(
            $"{name}, first answer of the process, 100 times the portfolio", Time(hundred, figure, 0), Time(one, figure, 0), MostSeconds);
        Seconds(
            $"{name}, never given before, 100 times the portfolio",
            Median.Of(Never(hundred, figure)),
            Median.Of(Never(one, figure)),
            MostSeconds);

        var (again, page) = (HttpLoad.Request($"{figure}asOf={Day(0)}"), HttpLoad.Request(Beside(figure)));
        using var figures = new HttpLoad(hundred.Port, 200, _ => again);
        using var pages = new HttpLoad(hundred.Port, 200, _ => page);
        List<double> here = [], beside = [];
        for (var round = 0; round <= rounds; round++)
        {
            var (first, second) = (figures.Run(Load), pages.Run(Load));
            if (round == 0)
                continue; // The first warms up.
            here.Add(first);
            beside.Add(second);
        }

        var ratio = Median.Of(here) / Median.Of(beside);
        table.Add(
            $"{name}, asked again, beside a list page asked again", $"{Table.Number(Median.Of(here), "0")}/s", $"{Table.Number(Median.Of(beside), "0")}/s",
            Table.Number(ratio), "≥ 0.5", ratio >= 0.5);
    }

    // A page of about as many bytes.
    private static string Beside(string figure) =>
        figure.Contains("month", StringComparison.Ordinal) ? "/v1/startups?limit=50" : "/v1/startups?limit=20";

    private IEnumerable<double> Never(ServerProcess server, string figure) =>
        Enumerable.Range(1, rounds).Select(day => Time(server, figure, day));

    private void Seconds(string what, double seconds, double small, double most) =>
        table.Add(
            what,
            $"{Table.Number(seconds)} s",
            $"{Table.Number(small, "0.000")} s",
            $"{Table.Number(seconds)} s",
            $"{Table.Number(most)} s",
            seconds <= most);

    private static double Time(ServerProcess server, string figure, int day)
    {
        var clock = Stopwatch.StartNew();
        var (head, _) = HttpLoad.Fetch(server.Port, $"{figure}asOf={Day(day)}");
        return head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)
            ? clock.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"{figure}: {head}");
    }

    private static string Day(int back) => new DateOnly(2026, 8, 20).AddDays(-back).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
