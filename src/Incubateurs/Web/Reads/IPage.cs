namespace Incubateurs.Web.Reads;

/// <summary>A page of a collection, which says where the next one is; the header <c>Link</c> says so too.</summary>
public interface IPage
{
    /// <summary>Relative address; null on the last page.</summary>
    string? Next { get; }
}
