using Incubateurs.Words;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// Addresses of files as a static server would have them: whatever query, language and accepted types they are asked with, they are the
/// same. Told by the address alone, before routing.
/// </summary>
internal static class FileAddresses
{
    private static readonly PathString Root = "/api";

    public static bool IsOfFile(this HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.Ordinal);

    /// <summary>The language of the answer, as far as it has one.</summary>
    public static Language LanguageOfAnswer(this HttpContext http) => http.Request.IsOfFile() ? Language.Fr : http.Language();
}
