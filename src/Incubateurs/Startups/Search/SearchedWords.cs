namespace Incubateurs.Startups.Search;

/// <summary>The words of a startup as the index holds them: folded and stemmed, each once in its text.</summary>
internal sealed record SearchedWords(string Name, string Pitch, string Description)
{
    public static SearchedWords Of(string name, string? pitch, string? description) =>
        new(SearchWords.Indexed(name), SearchWords.Indexed(pitch ?? ""), SearchWords.Indexed(description ?? ""));
}
