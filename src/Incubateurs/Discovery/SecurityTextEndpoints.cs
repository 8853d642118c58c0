using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Discovery;

/// <summary>
/// Whom to tell of a weakness (RFC 9116). Without a contact there is no such file: one that leads nowhere is worse than none.
/// </summary>
internal static class SecurityTextEndpoints
{
    public const string Address = "/.well-known/security.txt";

    public static void MapSecurityText(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Address, ReadSecurityText).Produces(StatusCodes.Status200OK, contentType: "text/plain")
            .AllowAnonymous().ExcludeFromDescription();

    private static Results<FileContentHttpResult, NotFoundProblem> ReadSecurityText(HttpContext http, OperatorSettings who)
    {
        if (who.ContactUri is not { } contact)
            return new NotFoundProblem(new(
                $"Qui tient ce service n'a pas dit à qui signaler une faille (réglage {OperatorSettings.ContactKey}).",
                $"Whoever runs this service has not said whom to tell of a weakness (setting {OperatorSettings.ContactKey})."));

        return DocumentEndpoints.Text(http, $"""
            Contact: {contact}
            Expires: {Expires(http.Today()).Text()}T23:59:59Z
            Preferred-Languages: fr, en
            Canonical: {who.Public(http, Address)}
            {(who.SecurityPolicy is { } policy ? $"Policy: {policy}\n" : "")}
            """);
    }

    // Section 2.5.5 wants less than a year. The same for a quarter, so that the file changes no oftener.
    internal static DateOnly Expires(DateOnly today) =>
        new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1).AddMonths(6).AddDays(-1);
}
