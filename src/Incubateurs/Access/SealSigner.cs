using System.Security.Cryptography;
using System.Text;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>
/// Signs heads of the access log where a key was given: an EC or RSA key, with SHA-256. What it signed is held against the
/// service even where it rewrites its log.
/// </summary>
internal sealed class SealSigner : IDisposable
{
    private readonly ECDsa? ec;
    private readonly RSA? rsa;

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The file holds no such key.</exception>
    public SealSigner(AccessSettings settings)
    {
        if (settings.SigningKey is not { } file)
            return;

        try
        {
            var pem = File.ReadAllText(file);
            ec = Read(ECDsa.Create, pem);
            rsa = ec is null ? Read(RSA.Create, pem) ?? throw new CryptographicException() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Settings.Wrong(AccessSettings.SigningKeyName, file, "a file with a private EC or RSA key in PEM");
        }
    }

    /// <summary>In base64 (of ECDSA as DER, which openssl verifies); null where there is no key.</summary>
    public string? Sign(DateOnly day, long rows, string head)
    {
        if (ec is null && rsa is null)
            return null;

        var bytes = Encoding.ASCII.GetBytes($"incubateurs-accesses\n{day.Text()}\n{rows}\n{head}\n");
        return Convert.ToBase64String(
            ec?.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
            ?? rsa!.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public void Dispose()
    {
        ec?.Dispose();
        rsa?.Dispose();
    }

    private static T? Read<T>(Func<T> create, string pem)
        where T : AsymmetricAlgorithm
    {
        var key = create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }
}
