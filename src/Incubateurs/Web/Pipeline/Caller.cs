namespace Incubateurs.Web.Pipeline;

/// <summary>Who asks, as far as an answer depends on it.</summary>
internal enum Caller
{
    Anonymous,
    Agent,
    Candidate,
}
