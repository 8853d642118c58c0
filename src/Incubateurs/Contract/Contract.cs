using Incubateurs.Words;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>
/// The OpenAPI document is made from the application itself: the routes and their metadata, the signatures of handlers,
/// the records, and their documentation comments. What those do not say is added by one filter for each concern.
/// </summary>
internal static class Contract
{
    /// <summary>The one document, and the prefix of its paths, which is in the address of the server.</summary>
    public const string Version = "v1";

    public static void AddContract(this IServiceCollection services)
    {
        _ = services.AddEndpointsApiExplorer();
        _ = services.AddTransient<ISerializerDataContractResolver>(_ => new JsonSerializerDataContractResolver(Json.Options));
        _ = services.AddSingleton<ContractDocument>();
        _ = services.AddSwaggerGen(Describe);
    }

    private static void Describe(SwaggerGenOptions options)
    {
        options.SwaggerDoc(Version, About.Info());
        options.DocInclusionPredicate((_, api) => api.RelativePath is { } path && path.StartsWith(Version + "/", StringComparison.Ordinal));
        options.OrderActionsBy(api => $"{api.RelativePath} {api.HttpMethod}");
        options.SortSchemasWith(StringComparer.Ordinal);
        options.SupportNonNullableReferenceTypes();

        options.IncludeXmlComments(typeof(Contract).Assembly);
        options.SchemaFilter<SchemaRules>();
        options.SchemaFilter<PatchSchemas>();
        options.SchemaFilter<ChangeSchemas>();
        options.OperationFilter<OperationTexts>();
        options.OperationFilter<OperationParameters>();
        options.OperationFilter<OperationRequests>();
        options.OperationFilter<OperationResponses>();
        options.OperationFilter<OperationExamples>();
        options.OperationFilter<OperationSecurity>();
        options.DocumentFilter<BodyNulls>();
        options.DocumentFilter<NamedEnums>();
        options.DocumentFilter<SharedParts>();
        options.DocumentFilter<OpenAnswers>();
        options.DocumentFilter<About>();
    }
}
