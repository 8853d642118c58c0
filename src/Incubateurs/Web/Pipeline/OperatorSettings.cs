using System.Net.Mail;
using Incubateurs.Words;

namespace Incubateurs.Web.Pipeline;

/// <summary>A page that whoever runs the service answers by law or by choice.</summary>
/// <param name="Code">By which the page of the service knows its name.</param>
internal sealed record OperatorPage(string Code, Label Title, string Address);

/// <summary>
/// Who runs the service: what a law or a catalogue asks of it, which no program can know. What is not set is left out, and never made up.
/// </summary>
/// <param name="Name">Of the body that runs it.</param>
/// <param name="Contact">An e-mail address, or the address of a form.</param>
/// <param name="Url">The public address of the service, where requests do not bear it.</param>
/// <param name="Availability">How long it is meant to be there, in the words of the European authority table.</param>
internal sealed record OperatorSettings(
    string? Name,
    string? Contact,
    string? Url,
    string? LegalNotice,
    string? Privacy,
    string? Accessibility,
    string? Terms,
    string? SecurityPolicy,
    string? Availability)
{
    public const string NameKey = "Operator:Name";
    public const string ContactKey = "Operator:Contact";
    public const string UrlKey = "Operator:Url";
    public const string LegalNoticeKey = "Operator:LegalNotice";
    public const string PrivacyKey = "Operator:Privacy";
    public const string AccessibilityKey = "Operator:Accessibility";
    public const string TermsKey = "Operator:Terms";
    public const string SecurityPolicyKey = "Operator:SecurityPolicy";
    public const string AvailabilityKey = "Operator:Availability";

    private const int LongestName = 200;

    private static readonly string[] Availabilities = ["temporary", "experimental", "available", "stable"];

    /// <summary>The contact as a URI; null where none is set.</summary>
    public string? ContactUri => Contact is null || WebAddress.IsUri(Contact) ? Contact : $"mailto:{Contact}";

    /// <summary>The pages that are set, in the order in which they are shown.</summary>
    public IReadOnlyList<OperatorPage> Pages { get; } =
    [
        .. Page("legalNotice", new("Mentions légales", "Legal notice"), LegalNotice),
        .. Page("privacyPolicy", new("Données personnelles", "Privacy"), Privacy),
        .. Page("accessibilityStatement", new("Accessibilité", "Accessibility"), Accessibility),
        .. Page("terms", new("Conditions d’utilisation", "Terms of use"), Terms),
    ];

    public static OperatorSettings Of(IConfiguration configuration) => new(
        Text(configuration, NameKey),
        Given(configuration, ContactKey, IsContact, "an e-mail address or an http(s) address"),
        Address(configuration, UrlKey)?.TrimEnd('/'),
        Address(configuration, LegalNoticeKey),
        Address(configuration, PrivacyKey),
        Address(configuration, AccessibilityKey),
        Address(configuration, TermsKey),
        Address(configuration, SecurityPolicyKey),
        Given(configuration, AvailabilityKey, Availabilities.Contains, $"one of {string.Join(", ", Availabilities)}"));

    /// <summary>An address of ours as others write it down: with the host, and what stands before it.</summary>
    public string Public(HttpContext http, string address) =>
        Url is not null ? Url + address : $"{http.Request.Scheme}://{http.Request.Host}{http.At(address)}";

    private static string? Text(IConfiguration configuration, string key) => Given(
        configuration,
        key,
        text => text.Length <= LongestName && text.IsSound() && !text.IsBlank() && !text.Any(char.IsControl),
        $"a name of at most {LongestName} characters, on one line");

    private static string? Address(IConfiguration configuration, string key) => Given(
        configuration, key, text => text.Length <= Bounds.LongestAddress && WebAddress.IsUri(text), "an http(s) address");

    private static string? Given(IConfiguration configuration, string key, Func<string, bool> isRight, string expected) =>
        configuration[key] is not { Length: > 0 } text ? null
        : isRight(text) ? text
        : throw Settings.Wrong(key, text, expected);

    private static bool IsContact(string text) =>
        text.Length <= Bounds.LongestAddress
        && (WebAddress.IsUri(text) || (MailAddress.TryCreate(text, out var mail) && mail.Address == text && text.All(IsOfAddress)));

    private static bool IsOfAddress(char character) =>
        char.IsAsciiLetterOrDigit(character) || "@.+-_".Contains(character, StringComparison.Ordinal);

    private static IEnumerable<OperatorPage> Page(string code, Label title, string? address) =>
        address is null ? [] : [new OperatorPage(code, title, address)];
}
