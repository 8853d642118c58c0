using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Incubateurs.Storage;

namespace Incubateurs.Tests.Storage;

public sealed class CursorTests
{
    private static readonly Cursor Example = new("à just", "a-just", new(2026, 8, 20), Cursor.HashOf("q=a"), 662, 12);

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
            var text = cursor.Encode();

            Assert.True(Cursor.TryParse(text, out var parsed));
            Assert.Equal(cursor, parsed);
            Assert.Equal(text, Uri.EscapeDataString(text));
        });

    [Fact]
    public void Any_other_character_anywhere_makes_it_unreadable()
    {
        var text = Example.Encode();

        for (var i = 0; i < text.Length; i++)
            foreach (var other in "AB-_z9 =")
                if (other != text[i])
                    Assert.False(Cursor.TryParse($"{text[..i]}{other}{text[(i + 1)..]}", out _), $"{i} {other}");
    }

    [Fact]
    public void Random_text_is_no_cursor() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char.AlphaNumeric, 0, 200]).Sample(text => Assert.False(Cursor.TryParse(text, out _)));

    [Fact]
    public void A_right_checksum_over_anything_is_no_cursor_and_no_error() =>
        Gen.OneOf(Gen.Byte.Array[0, 60], Gen.Byte.Array[0, 60].Select(bytes => (byte[])[1, .. bytes])).Sample(body =>
            Assert.False(Cursor.TryParse(Signed(body), out var cursor) && cursor.Encode() != Signed(body)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("=")]
    public void Nothing_is_no_cursor(string? text) => Assert.False(Cursor.TryParse(text, out _));

    [Fact]
    public void Another_version_or_more_bytes_are_refused()
    {
        var body = Base64Url.DecodeFromChars(Example.Encode())[..^8];

        Assert.True(Cursor.TryParse(Signed(body), out _));
        Assert.False(Cursor.TryParse(Signed([2, .. body.AsSpan(1)]), out _));
        Assert.False(Cursor.TryParse(Signed([.. body, 0]), out _));
        Assert.False(Cursor.TryParse(new string('A', 5000), out _));
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

    private static string Signed(byte[] body) => Base64Url.EncodeToString([.. body, .. SHA256.HashData(body).AsSpan(0, 8)]);
}
