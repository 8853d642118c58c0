using Incubateurs.Storage;

namespace Incubateurs.Web.Reads;

/// <summary>What the portfolio holds at this moment.</summary>
/// <param name="Startups">Number of startups that are known.</param>
/// <param name="LastChangeAt">Instant of the last change of any data; absent before the first.</param>
public sealed record PortfolioState(long Startups, DateTimeOffset? LastChangeAt = null);

/// <summary>Reads what the portfolio holds; registered by whoever owns the data.</summary>
internal delegate Task<PortfolioState> ReadPortfolioState(Tx tx);
