namespace Incubateurs.Limits;

/// <summary>Who writes without an account, by hashes of the day of the networks that the address is in.</summary>
/// <param name="Networks">From the innermost, one for each of the layers.</param>
/// <param name="Layers">As wide as they are.</param>
internal sealed record Stranger(IReadOnlyList<string> Networks, IReadOnlyList<Layer> Layers);

/// <summary>Who rates, by hashes of the day.</summary>
/// <param name="Author">An agent, or the innermost network of an address.</param>
/// <param name="Network">The network around it: 24 bits of IPv4, 56 of IPv6; an agent's counts for nothing.</param>
internal sealed record Rater(string Author, string? Network);
