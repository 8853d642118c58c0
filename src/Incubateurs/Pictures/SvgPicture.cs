namespace Incubateurs.Pictures;

/// <summary>A picture, as the text of an SVG document.</summary>
internal sealed record SvgPicture(string Text);
