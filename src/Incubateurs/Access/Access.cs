using System.ComponentModel.DataAnnotations;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>An access by an agent.</summary>
/// <param name="Id">Number of the row; without gaps.</param>
/// <param name="At">The instant of the access.</param>
/// <param name="Administration">For which administration the agent acted.</param>
/// <param name="Method">Method of the request.</param>
/// <param name="Route">Pattern of the operation; empty where no operation answered.</param>
/// <param name="Resource">Path that was asked for.</param>
/// <param name="Status">Status code of the answer.</param>
/// <param name="Agent">E-mail address of the agent; shown to agents alone.</param>
/// <param name="RequestId">Id of the request; shown to agents alone.</param>
public sealed record Access(
    long Id,
    DateTimeOffset At,
    AdministrationReference Administration,
    string Method,
    string Route,
    string Resource,
    [property: Range(100, 599)] int Status,
    string? Agent = null,
    string? RequestId = null);

/// <summary>A page of the access log.</summary>
/// <param name="Items">The accesses, the newest first.</param>
/// <param name="Total">How many match on all pages, counted with the first.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record AccessPage([property: MaxLength(200)] IReadOnlyList<Access> Items, long Total, string? Next = null) : IPage;

/// <summary>Whether the access log is whole.</summary>
/// <param name="Valid">Whether each row is as it was sealed.</param>
/// <param name="Count">How many rows there are.</param>
/// <param name="Head">Seal of the last row; kept elsewhere, it proves later that nothing was cut or rewritten.</param>
/// <param name="FirstKept">Number of the first row that is kept; absent where there is none.</param>
/// <param name="FirstAltered">Number of the first row that is not as it was sealed.</param>
public sealed record LogSeal(bool Valid, long Count, string Head, long? FirstKept = null, long? FirstAltered = null);
