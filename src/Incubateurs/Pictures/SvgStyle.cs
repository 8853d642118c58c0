namespace Incubateurs.Pictures;

/// <summary>
/// How pictures look: colours by class, so that programs which know neither variables nor preferences show the light ones.
/// Every colour of a phase stands out against its ground by 3 to 1, and every text by 4.5 to 1 (WCAG 1.4.11 and 1.4.3).
/// </summary>
internal static class SvgStyle
{
    public const string Text = """
        svg{background:#fff;max-width:60rem}
        text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;font-size:15px;fill:#1b1b1f}
        .title{font-size:20px;font-weight:600}.strong{font-weight:600}.small{font-size:14px;fill:#55555f}.end{text-anchor:end}.middle{text-anchor:middle}
        .grid{stroke:#e3e3ea}.axis{stroke:#6b6b76}.band{fill:#e6ecfa}.edge{stroke:#fff;stroke-width:1}
        .mark{stroke:#1b1b1f;stroke-width:3}.far{stroke:#1b1b1f;stroke-width:2;stroke-dasharray:3 3}.now{stroke:#1b1b1f;stroke-width:2;stroke-dasharray:5 4}
        .investigation{fill:#5596cf}.construction{fill:#2f6ea8}.acceleration{fill:#173f6b}.consolidation{fill:#a8589a}
        .opere{fill:#1f9c96}.transfere{fill:#2e8b57}.abandon-investigation{fill:#a58b5c}.abandon{fill:#7d6234}.whole{fill:#555862}
        @media(prefers-color-scheme:dark){svg{background:#17171b}text{fill:#f2f2f5}.small{fill:#b4b4c0}
        .grid{stroke:#3a3a44}.axis{stroke:#8a8a96}.band{fill:#262f45}.edge{stroke:#17171b}.mark,.far,.now{stroke:#f2f2f5}
        .investigation{fill:#a9d3f0}.construction{fill:#6b9bd1}.acceleration{fill:#4a7fc0}.consolidation{fill:#c99abb}
        .opere{fill:#7fc8c2}.transfere{fill:#5fb87a}.abandon-investigation{fill:#b9a67c}.abandon{fill:#8d7a52}.whole{fill:#9a9ca6}}
        @media(max-width:520px){text{font-size:23px}.title{font-size:27px}.small{font-size:21px}}
        """;
}
