using System.ComponentModel.DataAnnotations;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>
/// A row of the access log: a request by an agent or a candidate, refused credentials, or what was done to the service itself.
/// </summary>
/// <param name="Id">Number of the row; without gaps.</param>
/// <param name="Day">The day in Paris; never before that of the row before.</param>
/// <param name="Method">Method of the request; `EVENT` where something was done to the service itself.</param>
/// <param name="Route">
/// Pattern of the operation, empty where no operation answered; of an event what was done, such as `keys create`.
/// </param>
/// <param name="Resource">Path that was asked for; empty where credentials were refused; of an event to what it was done.</param>
/// <param name="Status">Status code of the answer.</param>
/// <param name="When">Commits to the exact instant and the request: HMAC-SHA256 with a secret of the agent, in hexadecimal.</param>
/// <param name="Who">Commits to the agent in the same way.</param>
/// <param name="Covers">What else in the database the row vouches for, such as `change 12 startup.registered startup exemple`.</param>
/// <param name="Seal">SHA-256 over the seal of the row before and over what is public of this one, in hexadecimal (docs/AUDIT.md).</param>
/// <param name="Administration">For which administration the agent acted; absent where nobody known did.</param>
/// <param name="At">The instant of the access; shown to agents alone.</param>
/// <param name="Agent">E-mail address of the agent; shown to agents alone, absent where it was erased.</param>
/// <param name="RequestId">Id of the request; shown to agents alone.</param>
public sealed record Access(
    long Id,
    DateOnly Day,
    string Method,
    string Route,
    string Resource,
    [property: Range(100, 599)] int Status,
    string When,
    string Who,
    IReadOnlyList<string> Covers,
    string Seal,
    AdministrationReference? Administration = null,
    DateTimeOffset? At = null,
    string? Agent = null,
    string? RequestId = null);

/// <summary>A page of the access log.</summary>
/// <param name="Items">The accesses, the newest first.</param>
/// <param name="Total">How many match on all pages, counted with the first; for agents alone.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record AccessPage([property: MaxLength(200)] IReadOnlyList<Access> Items, long? Total = null, string? Next = null) : IPage;

/// <summary>The seal of the access log, which whoever keeps it holds the log to.</summary>
/// <param name="Head">Seal of the last row, of the last closed day for the anonymous; 64 zeros where there is none.</param>
/// <param name="Rows">How many rows are kept up to the head.</param>
/// <param name="Day">The day of that row; absent where there is none.</param>
/// <param name="From">Whether the log goes on from the head that was asked about; absent where none was.</param>
/// <param name="Cut">The last row that went when it had been kept long enough; absent where none has.</param>
/// <param name="FirstAltered">Number of the first row that is not as it was sealed, where the service has found one.</param>
/// <param name="Signature">
/// Over `incubateurs-accesses`, the day, the rows and the head, a line each: ECDSA or RSA with SHA-256, in base64; absent where no key
/// signs.
/// </param>
public sealed record AccessLogSeal(
    string Head,
    long Rows,
    DateOnly? Day = null,
    EarlierSeal? From = null,
    CutAccesses? Cut = null,
    long? FirstAltered = null,
    string? Signature = null);

/// <summary>A head that somebody kept.</summary>
/// <param name="Seal">The head, as it was asked about.</param>
/// <param name="Continues">Whether the log holds it, or held it before it was cut, and is as it was sealed since.</param>
public sealed record EarlierSeal(string Seal, bool Continues);

/// <summary>Where the log was cut.</summary>
/// <param name="Id">Number of the last row that went.</param>
/// <param name="Seal">Its seal, from which the row after it goes on.</param>
public sealed record CutAccesses(long Id, string Seal);
