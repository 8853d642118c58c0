using System.Security.Cryptography;
using System.Text;
using Incubateurs.Web.Pipeline;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Incubateurs.Contract;

/// <summary>The document as text. It is made when it is first asked for, and does not change while the program runs.</summary>
internal sealed class ContractDocument(ISwaggerProvider provider, OperatorSettings who)
{
    // Tools keep lists of the versions that they read: 3.1.1 is on them, and 3.1.2, which says nothing else, is not.
    private const string WrittenVersion = "\"openapi\": \"3.1.2\"";
    private const string KnownVersion = "\"openapi\": \"3.1.1\"";

    private volatile Lazy<Task<Written>> served = Served(provider, who, "");

    /// <param name="prefix">What stands before every address; that of the last request is kept.</param>
    public async Task<Written> ServedAsync(string prefix)
    {
        var kept = served;
        if ((await kept.Value).Prefix == prefix)
            return await kept.Value;

        served = kept = Served(provider, who, prefix);
        return await kept.Value;
    }

    /// <summary>As it is committed: it names the public server.</summary>
    public Task<string> PublicAsync() => WriteAsync(provider, About.Public, about: null);

    private static Lazy<Task<Written>> Served(ISwaggerProvider provider, OperatorSettings who, string prefix) => new(async () =>
    {
        var text = Encoding.UTF8.GetBytes(await WriteAsync(provider, About.Served(prefix), who));
        return new(prefix, text, new($"\"{Convert.ToHexStringLower(SHA256.HashData(text))[..16]}\""));
    });

    private static async Task<string> WriteAsync(ISwaggerProvider provider, OpenApiServer server, OperatorSettings? about)
    {
        var document = provider.GetSwagger(Contract.Version);
        document.Servers = [server];
        if (about is not null)
            document.Info = About.Info(about);
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        return text.Replace(WrittenVersion, KnownVersion, StringComparison.Ordinal).ReplaceLineEndings("\n") + "\n";
    }

    internal sealed record Written(string Prefix, byte[] Text, EntityTagHeaderValue ETag);
}
