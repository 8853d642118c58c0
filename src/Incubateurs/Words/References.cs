namespace Incubateurs.Words;

/// <summary>An administration, by id, name and acronym.</summary>
/// <param name="Id">Id of the administration.</param>
/// <param name="Name">Name of the administration.</param>
/// <param name="Acronym">Acronym of the administration.</param>
public sealed record AdministrationReference(string Id, string Name, string? Acronym = null);

/// <summary>An administration, by id, name and acronym, and by the numbers that other registers know it by.</summary>
/// <param name="Id">Id of the administration.</param>
/// <param name="Name">Name of the administration.</param>
/// <param name="Acronym">Acronym of the administration.</param>
/// <param name="Siret">SIRET number, 14 digits.</param>
/// <param name="DirectoryId">Its id in the annuaire de l'administration, the State's directory.</param>
public sealed record IdentifiedReference(
    string Id, string Name, string? Acronym = null, string? Siret = null, string? DirectoryId = null);

/// <summary>A thing by id and name.</summary>
/// <param name="Id">Id of what is referred to.</param>
/// <param name="Name">Name of what is referred to.</param>
public sealed record NamedReference(string Id, string Name);
