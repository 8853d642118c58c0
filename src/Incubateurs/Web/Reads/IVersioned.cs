namespace Incubateurs.Web.Reads;

/// <summary>A thing with a version of its own, which leads its <c>ETag</c>.</summary>
public interface IVersioned
{
    /// <summary>From 1; null where an answer leaves it out.</summary>
    int? Version { get; }
}

/// <summary>A thing that is not always sent again as it is: what is waited for must be asked each time.</summary>
internal interface IMaybeKept
{
    /// <summary>Whether whoever asks the same again gets the same bytes.</summary>
    bool IsKept { get; }
}

/// <summary>A thing that may be of the specimen.</summary>
public interface IMaybeSpecimen
{
    /// <summary>True of one; absent otherwise.</summary>
    bool? Specimen { get; }
}
