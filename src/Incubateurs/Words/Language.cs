namespace Incubateurs.Words;

/// <summary>The languages that answers are written in.</summary>
internal enum Language
{
    Fr,
    En,
}
