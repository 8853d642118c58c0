using System.Globalization;
using Incubateurs.Words;
using Microsoft.Extensions.Primitives;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// The language of an answer by <c>Accept-Language</c> (RFC 9110 §12.5.4): the better weighted of French and English, the one
/// named first where they are equal, French where neither is asked for. Allocates nothing: every read asks.
/// </summary>
internal static class Languages
{
    public static string In(this Label label, Language language) => language == Words.Language.En ? label.En : label.Fr;

    public static Language Language(this HttpContext http)
    {
        var header = http.Request.Headers.AcceptLanguage;
        return header.Count == 0 ? Words.Language.Fr : Negotiate(header);
    }

    public static Language Negotiate(StringValues header)
    {
        var asked = default(Asked);
        for (var i = 0; i < header.Count; i++)
        {
            var text = header[i].AsSpan();
            foreach (var range in text.Split(','))
                asked.Add(text[range]);
        }

        return asked.Best;
    }

    // Weights are null while nothing names the language.
    private struct Asked
    {
        private double? french;
        private double? english;
        private double? any;
        private bool englishFirst;

        /// <summary>A wildcard stands for the language that is not named; it alone is no wish for English.</summary>
        public readonly Language Best
        {
            get
            {
                var forFrench = french ?? any ?? 0;
                var forEnglish = english ?? any ?? 0;
                var prefersEnglish = forEnglish > forFrench || (forEnglish > 0 && forEnglish == forFrench && englishFirst);
                return prefersEnglish ? Words.Language.En : Words.Language.Fr;
            }
        }

        public void Add(ReadOnlySpan<char> range)
        {
            var end = range.IndexOf(';');
            var tag = (end < 0 ? range : range[..end]).Trim();
            var weight = end < 0 ? 1 : Weight(range[(end + 1)..]);
            if (Names(tag, "fr"))
            {
                french = Math.Max(french ?? 0, weight);
            }
            else if (Names(tag, "en"))
            {
                englishFirst |= french is null;
                english = Math.Max(english ?? 0, weight);
            }
            else if (tag is "*")
            {
                any = weight;
            }
        }

        private static bool Names(ReadOnlySpan<char> tag, ReadOnlySpan<char> language) =>
            tag.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (tag.Length == language.Length || tag[language.Length] == '-');

        // A weight that is none counts as no wish.
        private static double Weight(ReadOnlySpan<char> parameter)
        {
            parameter = parameter.Trim();
            return parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
                && double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
                ? Math.Min(weight, 1)
                : 0;
        }
    }
}
