using System.Text.Json.Nodes;
using Incubateurs.Web.Pipeline;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>What the document says of the whole: who, under which licence, where, how one authenticates.</summary>
internal sealed class About : IDocumentFilter
{
    public const string ApiKey = "apiKey";
    public const string AgentToken = "agentToken";
    public const string CandidateSecret = "candidateSecret";

    private const string Summary = "The startups of the French State's incubators, their incubation and their hand-over.";

    // RFC 2606: no host of this name exists. Whoever runs the service has a name of their own.
    private const string PublicHost = "https://api.incubateurs.invalid";

    private static readonly Uri DataLicence = new("https://www.etalab.gouv.fr/licence-ouverte-open-licence");

    private static readonly (string Name, string Description)[] Tags =
    [
        ("Access", "Who one is, and which administrations did what: agents have the same access and are audited for it."),
        ("Administrations", "Public bodies that sponsor startups, own incubators or receive a startup by a hand-over."),
        ("Candidacies", "Administrations that apply as hosts, with a SIRET and a sworn statement, and the control of the retained one."),
        ("Changes", "What changed, in the order in which it was committed: pulled, streamed, and for feed readers."),
        ("Flow", "Figures of the flow of startups through incubation, one published definition each, and what is missing or late."),
        ("Hand-overs", "How a startup is taken over by a host administration, from the opening to the follow-up."),
        ("Incubators", "Teams that bring startups from a problem to a service in production."),
        ("Phases", "The vocabulary of the lifecycle, from a first investigation to a hand-over or an end."),
        ("Service", "How the service is at this moment, for people, probes and monitors."),
        ("Startups", "Digital services that are or were incubated: one, many, counted or as a table."),
        ("Voices", "What users say in public: reviews and reports, published at once and moderated afterwards."),
    ];

    /// <summary>Relative, so that trying it out reaches whoever served the document.</summary>
    public static OpenApiServer Served(string prefix) =>
        Server(
            $"{prefix}/{Contract.Version}",
            "The production server, or the local one, that this document was read from.",
            isInternal: true);

    /// <summary>Named by the committed document.</summary>
    public static readonly OpenApiServer Public =
        Server(
            $"{PublicHost}/{Contract.Version}",
            "The public production service. The name is a placeholder for that of a deployment.",
            isInternal: false);

    public static OpenApiInfo Info() => new()
    {
        Title = "Incubateurs",
        Version = StandardHeaders.ApiVersion,
        Summary = Summary,
        Description = """
            Reads the portfolio of startups that French administrations incubate ("Startups d'État"): filtered, searched, paged, on any
            day (`asOf`) and as known at any instant (`knownAt`).

            - Reading needs no account. Dates are `yyyy-MM-dd`, instants are in UTC; what is not known is absent, never null.
            - Unknown, empty or repeated parameters are refused. Every refusal is a problem (RFC 9457) with a stable `code`.
            - Reads carry an `ETag`; with `If-None-Match` they cost nothing until something changes.
            - HEAD is answered wherever GET is.
            - Within `/v1` members, codes, filters, headers and operations are added, and nothing is removed or changes its meaning, from
              release 1.0.0 on: read answers so that what you do not know does no harm. Codes that may get others are strings, those of
              today listed in `x-extensible-enum`. What goes needs a `/v2`, and twelve months of `Deprecation` and `Sunset`.

            The data are under the Licence Ouverte 2.0 of Etalab, the program is under the MIT licence.
            """.ReplaceLineEndings("\n"),
        TermsOfService = DataLicence,
        Contact = new() { Name = "Incubateurs contributors", Url = new(PublicHost), Email = "contact@api.incubateurs.invalid" },
        License = new() { Name = "Licence Ouverte 2.0 (etalab-2.0)", Url = DataLicence },
        Extensions = new Dictionary<string, IOpenApiExtension> { ["x-summary"] = Text(Summary) },
    };

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Servers = [Served("")];
        swaggerDoc.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        swaggerDoc.Paths = Relative(swaggerDoc.Paths);
        swaggerDoc.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [ApiKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "inc_…",
                Description = "A key of an agent, which begins with `inc_`, as given by whoever runs the service.",
            },
            [AgentToken] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A JWT of a configured OpenID Connect issuer such as ProConnect, checked after RFC8725.",
            },
        };
        swaggerDoc.Components.SecuritySchemes[CandidateSecret] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "Candidacy",
            Description = "The follow-up secret of a candidacy, as it was shown once to the candidate; it opens nothing else.",
        };
        swaggerDoc.Security = OperationSecurity.Agents(swaggerDoc);
    }

    // The prefix is in the address of the server.
    private static OpenApiPaths Relative(OpenApiPaths paths)
    {
        var relative = new OpenApiPaths();
        foreach (var (path, item) in paths)
            relative.Add(path[(Contract.Version.Length + 1)..], item);
        return relative;
    }

    private static OpenApiServer Server(string url, string description, bool isInternal) => new()
    {
        Url = url,
        Description = description,
        Extensions = new Dictionary<string, IOpenApiExtension> { ["x-internal"] = new JsonNodeExtension(JsonValue.Create(isInternal)) },
    };

    private static JsonNodeExtension Text(string text) => new(JsonValue.Create(text));
}
