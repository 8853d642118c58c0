using System.Globalization;

namespace Incubateurs.Benchmarks;

/// <summary>Results as lines of a Markdown table, printed as they come.</summary>
internal sealed class Table
{
    private bool begun;

    /// <param name="holds">Null where nothing is asked.</param>
    public void Add(string what, string measured, string beside, string result, string target, bool? holds)
    {
        if (!begun)
            Console.WriteLine("| measured | here | beside | result | target | |\n|---|---:|---:|---:|---:|---|");
        begun = true;
        Console.WriteLine(
            $"| {what} | {measured} | {beside} | {result} | {target} | {(holds is null ? "" : holds.Value ? "holds" : "**missed**")} |");
    }

    public static string Number(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);
}
