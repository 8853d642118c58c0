namespace Incubateurs.Clients;

/// <summary>What is done with a client that was generated: each step is the plain client and nothing else.</summary>
public interface IGeneratedClient
{
    Task<StartupsShown> PageAsync(int limit, string? cursor);

    Task<StartupShown> ReadAsync(string id);

    Task<StartupShown> RegisterAsync(string name, string pitch);

    /// <param name="ifMatch">The version that was read, in quotation marks.</param>
    Task<StartupShown> PatchAsync(string id, string ifMatch, string pitch, string theme);

    /// <summary>What the client throws of a startup that nobody knows.</summary>
    Task<ProblemShown> MissingAsync(string id);

    /// <summary>What the client throws of a startup that began before there were any.</summary>
    Task<ProblemShown> EarlyAsync(DateOnly startedOn);
}

public sealed record StartupsShown(IReadOnlyList<string> Ids, long Total, string? Next);

public sealed record StartupShown(string Id, string Name, string? Pitch, long Version, IReadOnlyList<string> Themes);

public sealed record ProblemShown(int Status, string Code, IReadOnlyList<string> Errors);
