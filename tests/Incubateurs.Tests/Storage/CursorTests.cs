using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Incubateurs.Storage;

namespace Incubateurs.Tests.Storage;

public sealed class CursorTests
{
    private static readonly Cursor Example = new("à just", "a-just", new(2026, 8, 20), Cursor.HashOf("q=a"), 662, 12);

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private static readonly CursorSigner Signer = new(Key);

    private static readonly Gen<string> Unicode =
        Gen.Int[0, 0x10FFFF].Where(code => Rune.IsValid(code)).Select(code => new Rune(code).ToString()).Array[0, 20].Select(string.Concat);

    private static readonly Gen<Cursor> Cursors =
        Gen.Select(
            Unicode,
            Unicode,
            Gen.Int[0, DateOnly.MaxValue.DayNumber],
            Gen.String.AlphaNumeric,
            Gen.Long[0, long.MaxValue],
            Gen.Long.Nullable())
            .Select((key, id, day, hash, total, sequence) => new Cursor(key, id, DateOnly.FromDayNumber(day), hash, total, sequence));

    [Fact]
    public void A_cursor_comes_back_as_it_went() =>
        Cursors.Sample(cursor =>
        {
            var text = Signer.Write(cursor);

            Assert.Equal(cursor, Signer.Read(text));
            Assert.Equal(text, Uri.EscapeDataString(text));
        });

    [Fact]
    public void Any_other_character_anywhere_makes_it_unreadable()
    {
        var text = Signer.Write(Example);

        for (var i = 0; i < text.Length; i++)
            foreach (var other in "AB-_z9 =")
                if (other != text[i])
                    Assert.Null(Signer.Read($"{text[..i]}{other}{text[(i + 1)..]}"));
    }

    [Fact]
    public void Random_text_is_no_cursor() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char.AlphaNumeric, 0, 200]).Sample(text => Assert.Null(Signer.Read(text)));

    [Fact]
    public void A_cursor_of_another_key_is_none()
    {
        var forged = new CursorSigner(RandomNumberGenerator.GetBytes(32)).Write(Example with { Total = 1 });

        Assert.Null(Signer.Read(forged));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("=")]
    public void Nothing_is_no_cursor(string? text) => Assert.Null(Signer.Read(text));

    [Fact]
    public void Another_version_or_more_bytes_are_refused()
    {
        var body = Base64Url.DecodeFromChars(Signer.Write(Example))[..^16];

        Assert.NotNull(Signer.Read(Signed(body)));
        Assert.Null(Signer.Read(Signed([1, .. body.AsSpan(1)])));
        Assert.Null(Signer.Read(Base64Url.EncodeToString([.. Base64Url.DecodeFromChars(Signer.Write(Example)), 0])));
        Assert.Null(Signer.Read(new string('A', 5000)));
    }

    [Fact]
    public void An_item_without_a_value_to_sort_by_has_an_empty_key()
    {
        Assert.True((Example with { Key = "" }).Absent);
        Assert.False(Example.Absent);
    }

    [Fact]
    public void Queries_are_told_apart_by_their_hash()
    {
        Assert.Equal(16, Cursor.HashOf("").Length);
        Assert.Equal(Cursor.HashOf("q=é"), Cursor.HashOf("q=é"));
        Assert.NotEqual(Cursor.HashOf("q=é"), Cursor.HashOf("q=e"));
    }

    private static string Signed(byte[] body) => Base64Url.EncodeToString([.. body, .. HMACSHA256.HashData(Key, body).AsSpan(0, 16)]);
}
