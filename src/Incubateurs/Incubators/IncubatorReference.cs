namespace Incubateurs.Incubators;

/// <summary>An incubator, by id and name.</summary>
/// <param name="Id">Id of the incubator.</param>
/// <param name="Name">Name of the incubator.</param>
public sealed record IncubatorReference(string Id, string Name);
