using System.Text;
using Incubateurs.Words;

namespace Incubateurs.Tests.Words;

public sealed class CodePointTests
{
    private static readonly string[] Texts =
        ["", "a", "aa", "b", "é", "\uD7FF", "\uE000", "\uFFFD", "\U0001F600", "\U0001F601", "a\uFFFD", "a\U0001F600", "a\U0010FFFF"];

    [Fact]
    public void Texts_compare_as_their_bytes_do() => Assert.All(
        from one in Texts from other in Texts select (one, other),
        pair => Assert.Equal(
            Math.Sign(Encoding.UTF8.GetBytes(pair.one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(pair.other))),
            Math.Sign(CodePoints.Compare(pair.one, pair.other))));
}
