using System.IO.Compression;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Durability;

/// <summary>A database that an earlier build made (see EarlierBuild/README.md), unpacked, and what that build answered of it.</summary>
internal sealed class EarlierBuild : IDisposable
{
    private const string Packed = ".db.gz";
    private const string Unpacked = "earlier.db";

    private static readonly string Kept = Path.Combine(Repository.Root, "tests", "Incubateurs.Tests", "Durability", "EarlierBuild");

    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;

    public EarlierBuild(string name)
    {
        Then = Read(name);
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Kept, name + Packed)), CompressionMode.Decompress);
        using var unpacked = File.Create(Path.Combine(folder, Unpacked));
        packed.CopyTo(unpacked);
    }

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Kept, "*" + Packed).Select(file => Path.GetFileName(file)[..^Packed.Length]).Order();

    public RecordedAnswers Then { get; }

    public string Connection => $"Data Source={Path.Combine(folder, Unpacked)}";

    public static RecordedAnswers Read(string name) =>
        JsonSerializer.Deserialize<RecordedAnswers>(File.ReadAllText(Path.Combine(Kept, $"{name}.json")), JsonSerializerOptions.Web)!;

    /// <summary>Today's application on it, an hour after it was made: within the day for which repetitions are kept.</summary>
    public TestApi Open()
    {
        var api = new TestApi(("ConnectionStrings:Incubateurs", Connection));
        api.Time.SetUtcNow(Then.MadeAt.AddHours(1));
        return api;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

/// <summary>What an earlier build answered.</summary>
/// <param name="MadeAt">When the database was closed.</param>
/// <param name="Agent">Credentials of an agent that are still good.</param>
/// <param name="Refused">Credentials that were no longer good: revoked, expired, replaced.</param>
/// <param name="Repetition">A write that bore an <c>Idempotency-Key</c>.</param>
/// <param name="Seal">The seal of the access log.</param>
/// <param name="Groups">Answers, each under its address, without the address of a next page.</param>
/// <param name="Pages">The items of all pages, each list under the address of the first one.</param>
/// <param name="Moved">Where former ids led.</param>
internal sealed record RecordedAnswers(
    DateTimeOffset MadeAt,
    string Agent,
    IReadOnlyList<string> Refused,
    RecordedWrite Repetition,
    JsonElement Seal,
    IReadOnlyList<RecordedGroup> Groups,
    IReadOnlyDictionary<string, JsonElement> Pages,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Moved);

/// <summary>Answers that somebody got.</summary>
/// <param name="Authorization">The header that said who asked; absent where it was anybody.</param>
internal sealed record RecordedGroup(string Name, IReadOnlyDictionary<string, JsonElement> Answers, string? Authorization = null);

/// <summary>A write and its answer.</summary>
/// <param name="Key">The <c>Idempotency-Key</c>.</param>
/// <param name="Body">As it was sent, to the byte: it is part of what makes a repetition one.</param>
internal sealed record RecordedWrite(string Address, string Key, string Body, string Location, JsonElement Answer);
