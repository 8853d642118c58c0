using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Candidacies;

/// <summary>Where a candidacy stands.</summary>
public enum CandidacyStatus
{
    /// <summary>It waits.</summary>
    Submitted,

    /// <summary>It is the host, to be controlled afterwards.</summary>
    Retained,

    /// <summary>Another one is retained.</summary>
    NotRetained,

    /// <summary>The control did not confirm it.</summary>
    Refused,

    /// <summary>The candidate withdrew it.</summary>
    Withdrawn,
}

/// <summary>What a control found.</summary>
public enum ControlVerdict
{
    /// <summary>What was sworn is so.</summary>
    Confirmed,

    /// <summary>What was sworn is not so.</summary>
    NotConfirmed,

    /// <summary>Nobody can tell: a body that is missing from a public register is no fraud.</summary>
    Impossible,
}

/// <summary>A candidacy: a SIRET and a sworn statement. Nothing else is asked, no attestation, no signature, no account.</summary>
/// <param name="Siret">SIRET of the administration, 14 digits; blanks are dropped.</param>
/// <param name="SwornStatement">True: I swear on my honour that I may commit this administration.</param>
/// <param name="Contact">An address to write to, at will; deleted 90 days after the hand-over closes.</param>
[AlwaysThere("swornStatement")]
public sealed record NewCandidacy(
    [property: MaxLength(40), RegularExpression("^[0-9\\s]{14,40}$")] string Siret,
    [property: AllowedValues(true)] bool SwornStatement = false,
    string? Contact = null);

/// <summary>What a candidate may correct of its candidacy.</summary>
/// <param name="Contact">An address to write to, at will; deleted 90 days after the hand-over closes.</param>
public sealed record CandidacyContact(string? Contact = null);

/// <summary>A candidacy of a host.</summary>
/// <param name="Id">Id of the candidacy; absent where the SIRET had applied before.</param>
/// <param name="Siret">SIRET of the administration, 14 digits.</param>
/// <param name="Status">Where the candidacy stands; absent where the SIRET had applied before: that is for its owner and agents.</param>
/// <param name="FollowUpSecret">With which the candidate reads, corrects its contact and withdraws; shown this once.</param>
/// <param name="Contact">An address to write to; shown to agents and to the candidate.</param>
/// <param name="SubmittedAt">The instant at which it was submitted.</param>
public sealed record Candidacy(
    string? Id,
    string Siret,
    CandidacyStatus? Status = null,
    string? FollowUpSecret = null,
    string? Contact = null,
    DateTimeOffset? SubmittedAt = null);

/// <summary>A page of the candidacies of a hand-over.</summary>
/// <param name="Items">The candidacies, the first submitted first.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record CandidacyPage([property: MaxLength(200)] IReadOnlyList<Candidacy> Items, long Total, string? Next = null) : IPage;

/// <summary>A new secret of a candidate.</summary>
/// <param name="Id">Id of the candidacy.</param>
/// <param name="FollowUpSecret">The secret, shown this once; the one before is no longer good.</param>
public sealed record CandidacySecret(string Id, string? FollowUpSecret = null);

/// <summary>A control of the retained candidate, ex post.</summary>
/// <param name="Verdict">What the control found.</param>
/// <param name="Note">What there is to say of it.</param>
public sealed record NewControl(ControlVerdict Verdict, string? Note = null);

/// <summary>A control as it was recorded.</summary>
/// <param name="Id">Id of the recorded control.</param>
/// <param name="Verdict">What the control found.</param>
/// <param name="Note">What there is to say of it.</param>
/// <param name="Source">Whether an agent or the public register said so.</param>
/// <param name="RecordedAt">The instant at which it was recorded.</param>
public sealed record Control(
    string Id,
    ControlVerdict Verdict,
    string? Note,
    [property: AllowedValues("agent", "register")] string Source,
    DateTimeOffset RecordedAt);

/// <summary>The controls of a candidacy.</summary>
/// <param name="Items">The controls, the earliest first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record ControlList(IReadOnlyList<Control> Items, long Total);

internal sealed class NewCandidacyValidator : AbstractValidator<NewCandidacy>
{
    public NewCandidacyValidator()
    {
        RuleFor(body => body.Siret).Must(siret => Siret.Read(siret) is not null)
            .Says("Pas un SIRET : 14 chiffres dont la clé est juste.", "Not a SIRET: 14 digits whose key is right.");
        RuleFor(body => body.SwornStatement).Equal(true).Coded(CandidacyProblems.SwornStatementRequired);
        RuleFor(body => body.Contact).Text("contact");
    }
}

internal sealed class CandidacyContactValidator : AbstractValidator<CandidacyContact>
{
    public CandidacyContactValidator() => RuleFor(body => body.Contact).Text("contact");
}

internal sealed class NewControlValidator : AbstractValidator<NewControl>
{
    public NewControlValidator() => RuleFor(body => body.Note).Text("note");
}
