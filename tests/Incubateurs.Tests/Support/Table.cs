using System.Globalization;
using System.Net;
using CsvHelper;
using CsvHelper.Configuration;

namespace Incubateurs.Tests.Support;

/// <summary>A table as a spreadsheet reads it.</summary>
internal static class Table
{
    /// <summary>The rows, each by the names of the columns.</summary>
    public static async Task<List<Dictionary<string, string>>> ReadAsync(HttpResponseMessage response, string separator = ",")
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        using var reader = new CsvReader(
            new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = separator });
        _ = await reader.ReadAsync();
        _ = reader.ReadHeader();
        List<Dictionary<string, string>> rows = [];
        while (await reader.ReadAsync())
            rows.Add(reader.HeaderRecord!.ToDictionary(column => column, column => reader.GetField(column)!));
        return rows;
    }
}
