using Incubateurs.Words;

namespace Incubateurs.Web.Problems;

/// <summary>What cannot be read at all, said in our words: the framework's name C# types.</summary>
internal static class BadRequests
{
    private static readonly Label NotJson = new("Ceci n'est pas du JSON en UTF-8.", "This is not JSON in UTF-8.");

    /// <summary>What the server could not read of a request.</summary>
    public static Refusal Refuse(BadHttpRequestException exception) =>
        exception.StatusCode == StatusCodes.Status400BadRequest ? Refusal.Of(ProblemTypes.InvalidRequest, new(
            "Le corps attendu est absent, incomplet ou vide.", "The expected body is absent, incomplete or empty."))
        : Refusal.Of(ProblemTypes.OfStatus(exception.StatusCode));

    /// <summary>A body that is no JSON, told from one whose members are wrong.</summary>
    /// <param name="place">Where it stops being JSON.</param>
    public static BadRequestProblem Unreadable(string place) =>
        new(
            ProblemTypes.InvalidJson,
            new($"JSON illisible à partir de {place}.", $"Unreadable JSON from {place} on."),
            [new(place, NotJson)]);
}
