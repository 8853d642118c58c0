namespace Incubateurs.Limits;

/// <summary>Who writes without an account, by hashes of the day.</summary>
/// <param name="Id">Of the address.</param>
/// <param name="Network">Of the network that the address is in.</param>
internal sealed record Stranger(string Id, string Network);
