using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Incubateurs.Tests.Conventions;

/// <summary>A place in the sources that names something of another namespace.</summary>
/// <param name="Namespace">Where what is named was declared.</param>
/// <param name="Name">What is named: a type, or a member behind a dot.</param>
internal sealed record Mention(string Path, int Line, string Namespace, string Name)
{
    public override string ToString() => $"{Path}:{Line} knows {Name} of {Namespace}";
}

/// <summary>
/// Reads sources as the compiler does, so that whatever way a thing is named (a <c>using</c>, a qualified name, an alias, an
/// extension method, a namespace around one's own) it is found, and nothing else is.
/// </summary>
internal static class SourceReader
{
    // What the SDK of a web project imports; the sources themselves import nothing globally.
    private const string Imports = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Net.Http.Json; global using System.Threading; global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    private static readonly Lazy<IReadOnlyList<MetadataReference>> Platform = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Incubateurs", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>All that the sources name of any namespace but their own.</summary>
    public static IReadOnlyList<Mention> Mentions(IEnumerable<(string Path, string Text)> sources)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse);
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, options, source.Path)).ToList();
        var compilation = CSharpCompilation.Create(
            "Incubateurs",
            [
                .. trees,
                CSharpSyntaxTree.ParseText(Imports, options),
            ], Platform.Value, new(OutputKind.DynamicallyLinkedLibrary));
        return [.. trees.AsParallel().SelectMany(tree => Mentions(tree, compilation.GetSemanticModel(tree))).Distinct()];
    }

    private static IEnumerable<Mention> Mentions(SyntaxTree tree, SemanticModel model) =>
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        let symbol = SymbolOf(model, name)
        where symbol is not null
        let type = Outermost(symbol as INamedTypeSymbol ?? symbol.ContainingType)
        let space = (symbol as INamespaceSymbol ?? type?.ContainingNamespace)?.ToDisplayString()
        where space is { Length: > 0 } && (type is not null || IsUsing(name))
        select new Mention(
            tree.FilePath,
            name.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            space,
            type is null ? "(using)" : symbol is INamedTypeSymbol ? type.Name : $"{type.Name}.{symbol.Name}");

    private static ISymbol? SymbolOf(SemanticModel model, SimpleNameSyntax name)
    {
        var info = model.GetSymbolInfo(name);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol;
    }

    private static INamedTypeSymbol? Outermost(INamedTypeSymbol? type)
    {
        while (type?.ContainingType is { } outer)
            type = outer;
        return type;
    }

    // The whole namespace of a using line, and not the parts of its name.
    private static bool IsUsing(SimpleNameSyntax name) =>
        name.Parent is UsingDirectiveSyntax
            || (name.Parent is QualifiedNameSyntax { Parent: UsingDirectiveSyntax } whole && whole.Right == name);
}
