using System.Text;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Fuzzing;

/// <summary>A request as its bytes, and what it is an attempt at.</summary>
internal sealed record FuzzedRequest(Operation Operation, string Method, string Target, byte[] Bytes)
{
    // As the fuzzer writes what is no text: noncharacters, halves of characters, NUL, and what is not UTF-8.
    private static readonly string[] Unsound =
        ["%EF%BF%BE", "%EF%BF%BF", "%EF%B7%90", "%F0%9F%BF%BE", "%E9", "%ED%A0%80", "%C0%AF", "%00"];

    private static readonly string[] UnsoundInJson = [@"\ud800", @"\uDC00", @"\uFFFE", @"\u0000"];

    // UTF-8 in every spelling.
    private static readonly string[] Sound =
        ["application/json", "application/json; charset=\"utf-8\"", "application/json;charset=utf8", "Application/JSON; Charset=UTF-8"];

    /// <summary>Whether its body is of a type that is taken, however it is written.</summary>
    public bool IsSoundType { get; } =
        Operation.Body is { Type: var type } && Encoding.Latin1.GetString(Bytes).Split("\r\n\r\n")[0] is var head
        && Sound.Append(type).Any(sound => head.Contains($"\r\nContent-Type: {sound}\r\n", StringComparison.Ordinal))
        && !head.Contains("Content-Encoding", StringComparison.Ordinal);

    /// <summary>Whether it holds what is no text, which nothing takes.</summary>
    public bool IsUnsound { get; } = Unsound.Any(Target.Contains)
        || (string.Equals(Method, Operation.Method.ToUpperInvariant(), StringComparison.Ordinal)
            && Encoding.Latin1.GetString(Bytes) is var text && UnsoundInJson.Any(text.Contains));

    public override string ToString() => $"{Operation.Id}: {Encoding.Latin1.GetString(Bytes.AsSpan(0, Math.Min(Bytes.Length, 600)))}";
}
