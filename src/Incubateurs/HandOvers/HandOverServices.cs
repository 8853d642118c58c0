using FluentValidation;
using Incubateurs.Web.Reads;

namespace Incubateurs.HandOvers;

/// <summary>What hand-overs need.</summary>
internal static class HandOverServices
{
    public static void AddHandOvers(this IServiceCollection services)
    {
        services.AddKeyedSingleton<ReadLastMove>(Moves.WithFindings, HandOverStore.LastMoveAsync);
        services.AddSingleton<IValidator<NewHandOver>, NewHandOverValidator>();
        services.AddSingleton<IValidator<HandOverDescription>, HandOverDescriptionValidator>();
        services.AddSingleton<IValidator<NewSecondment>, NewSecondmentValidator>();
        services.AddSingleton<IValidator<AdaptationState>, AdaptationStateValidator>();
        services.AddSingleton<IValidator<NewCost>, NewCostValidator>();
        services.AddSingleton<IValidator<NewCompletion>, NewCompletionValidator>();
        services.AddSingleton<IValidator<NewCancellation>, NewCancellationValidator>();
        services.AddSingleton<IValidator<NewFollowUp>, NewFollowUpValidator>();
    }
}
