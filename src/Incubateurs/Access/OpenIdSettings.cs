using System.Globalization;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>Whose tokens are those of public agents.</summary>
internal enum Admission
{
    /// <summary>Those of a legal unit (SIREN) of which the portfolio knows an administration.</summary>
    Known,

    /// <summary>Those of whom the public register calls a public body, too.</summary>
    Register,

    /// <summary>Those of anybody whom the issuer names.</summary>
    Any,
}

/// <summary>The OpenID Connect issuer whose tokens are believed, such as ProConnect; none unless configured.</summary>
/// <param name="Issuer">As it is written: its metadata and its tokens must name it in the same characters.</param>
internal sealed record OpenIdSettings(string? Issuer, string? Audience, TimeSpan ClockSkew, Admission Admits)
{
    private const string IssuerKey = "OpenId:Issuer";
    private const string AudienceKey = "OpenId:Audience";
    private const string SkewKey = "OpenId:ClockSkewSeconds";
    private const string AdmitsKey = "OpenId:Admits";
    private const string RegisterKey = "Controls:Register";
    private const int MostSkew = 600;

    public static OpenIdSettings Of(IConfiguration configuration)
    {
        var issuer = configuration[IssuerKey] is { Length: > 0 } text
            ? IsIssuer(text) ? text : throw Settings.Wrong(IssuerKey, text, "an https address without a query")
            : null;
        var audience = configuration[AudienceKey] is { Length: > 0 } named ? named : null;
        if (issuer is not null && audience is null)
            throw Settings.Wrong(AudienceKey, "", "the name of this service at the issuer");
        var skew = configuration[SkewKey] is not { Length: > 0 } seconds ? 60
            : int.TryParse(seconds, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= MostSkew ? number
            : throw Settings.Wrong(SkewKey, seconds, $"a number of seconds from 0 to {MostSkew}");
        return new(issuer, audience, TimeSpan.FromSeconds(skew), AdmitsOf(configuration));
    }

    // A plain http address is this machine's alone.
    public static bool IsSafe(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private static bool IsIssuer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && IsSafe(address) && !text.Any(character => character is '?' or '#');

    private static Admission AdmitsOf(IConfiguration configuration) => configuration[AdmitsKey] switch
    {
        null or "" or "known" => Admission.Known,
        "any" => Admission.Any,
        "register" => configuration[RegisterKey] is { Length: > 0 }
            ? Admission.Register
            : throw Settings.Wrong(AdmitsKey, "register", $"possible without the address of the register, {RegisterKey}"),
        { } text => throw Settings.Wrong(AdmitsKey, text, "known, register or any"),
    };
}
