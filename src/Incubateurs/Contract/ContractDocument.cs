using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Incubateurs.Contract;

/// <summary>The document as text. It is made when it is first asked for, and does not change while the program runs.</summary>
internal sealed class ContractDocument(ISwaggerProvider provider)
{
    private readonly Lazy<Task<Written>> served = new(async () =>
    {
        var text = Encoding.UTF8.GetBytes(await WriteAsync(provider, About.Served));
        return new(text, new($"\"{Convert.ToHexStringLower(SHA256.HashData(text))[..16]}\""));
    });

    public Task<Written> ServedAsync() => served.Value;

    /// <summary>As it is committed: it names the public server.</summary>
    public Task<string> PublicAsync() => WriteAsync(provider, About.Public);

    private static async Task<string> WriteAsync(ISwaggerProvider provider, OpenApiServer server)
    {
        var document = provider.GetSwagger(Contract.Version);
        document.Servers = [server];
        return (await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)).ReplaceLineEndings("\n") + "\n";
    }

    internal sealed record Written(byte[] Text, EntityTagHeaderValue ETag);
}
