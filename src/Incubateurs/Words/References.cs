namespace Incubateurs.Words;

/// <summary>An administration, by id, name and acronym.</summary>
/// <param name="Id">Id of the administration.</param>
/// <param name="Name">Name of the administration.</param>
/// <param name="Acronym">Acronym of the administration.</param>
public sealed record AdministrationReference(string Id, string Name, string? Acronym = null);

/// <summary>A thing by id and name.</summary>
/// <param name="Id">Id of what is referred to.</param>
/// <param name="Name">Name of what is referred to.</param>
public sealed record NamedReference(string Id, string Name);
