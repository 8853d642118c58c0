namespace Incubateurs.Web.Reads;

/// <summary>A thing with a version of its own, which leads its <c>ETag</c>.</summary>
public interface IVersioned
{
    /// <summary>From 1; null where an answer leaves it out.</summary>
    int? Version { get; }
}

/// <summary>A thing that may be of the specimen.</summary>
public interface IMaybeSpecimen
{
    /// <summary>True of one; absent otherwise.</summary>
    bool? Specimen { get; }
}
