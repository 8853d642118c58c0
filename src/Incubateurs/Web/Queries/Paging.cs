using Incubateurs.Storage;

namespace Incubateurs.Web.Queries;

/// <summary>What the address of another page is made with.</summary>
/// <param name="Prefix">What stands before every address.</param>
internal sealed record Paging(CursorSigner Cursors, string Prefix)
{
    /// <summary>The address of the page after a row, from that of this page up to its cursor.</summary>
    public string Next(string address, Cursor after) => $"{Prefix}{address}cursor={Cursors.Write(after)}";
}
