using Incubateurs.Access;
using Incubateurs.Administrations;
using Incubateurs.Candidacies;
using Incubateurs.Changes;
using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Reports;
using Incubateurs.Reviews;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Flow;
using Incubateurs.Webhooks;
using Incubateurs.Words;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Support;

/// <summary>
/// A portfolio with as many of everything as one wants, and as many of all that hangs on one thing: phases, hand-overs and voices
/// on <see cref="Startup"/>, candidacies on <see cref="HandOver"/>, controls on <see cref="Candidacy"/>, former ids on the last
/// startup that was renamed.
/// </summary>
internal static class ManyOfEach
{
    public const string Startup = "service-0";
    public const string Withdrawn = "retire-0";
    public const string HandOver = "hand-over-1";
    public const string Candidacy = "candidacy-1-0";
    public const string Webhook = "webhook-0";

    private static readonly DateOnly Effective = new(2025, 1, 1);
    private static readonly DateOnly Later = new(2030, 1, 1);

    public static string Renamed(int count) => $"renamed-{count}";

    public static async Task FillAsync(TestApi api, int count)
    {
        await api.ImportAsync(Files(count));
        _ = await api.Services.GetRequiredService<Database>().WriteAsync(
            Imported.Agent,
            async tx =>
            {
                for (var i = 0; i < count; i++)
                {
                    await AddResponsibleAsync(tx, i);
                    await AddToStartupAsync(tx, i);
                    await AddHandOverAsync(tx, $"past-{i}", Startup, HandOverStatus.Completed, i, count);
                    if (i > 0)
                        await AddHandOverAsync(tx, $"hand-over-{i}", $"service-{i}", StatusOf(i), i, count);
                    await tx.WithdrawAsync(
                        (await tx.FindRecordedAsync($"retire-{i}", Knowledge.Now))!, WithdrawalCause.Agent, "Deux fois.");
                    await GoneStartups.InheritAsync(tx, Renamed(i), Renamed(i + 1));
                    await AddWebhookAsync(tx, i);
                    await tx.AppendAccessesAsync(new AccessEntry(
                        tx.Now, "camille@dinum.example", "dinum", "GET", "/v1/me", "/v1/me", 200, $"request-{i}"));
                }

                return true;
            },
            CancellationToken.None);
    }

    private static IEnumerable<ContentFile> Files(int count) => Enumerable.Range(0, count)
        .SelectMany(i => (ContentFile[])
        [
            SmallContent.Organisation($"administration-{i}", $"Administration {i}"),
            SmallContent.Incubator($"incubator-{i}", $"owner: /organisations/administration-{i}"),
            SmallContent.Text($"_startups/service-{i}.md", $"""
                ---
                title: Service {i}
                mission: Un texte court.
                incubators: [incubator-{i}, dinum]
                sponsors: [/organisations/administration-{i}, /organisations/dinum]
                link: https://service-{i}.beta.gouv.fr
                thematiques: [Eau, Thème {i}]
                usertypes: [particulier, Public {i}]
                techno: C#
                {Imported.PhaseLines(Phases(i == 0 ? count : 1, isCompleted: StatusOf(i) == HandOverStatus.Completed))}
                ---
                Une description.
                """),
            Imported.Startup($"retire-{i}", Imported.PhaseLines(Phases(1))),
        ])
        .Append(Imported.Startup(Renamed(0), Imported.PhaseLines(Phases(1))));

    // In construction and acceleration by turns, until the effective day.
    private static IEnumerable<(string Phase, string Start, string More)> Phases(int count, bool isCompleted = false) =>
    [
        .. Enumerable.Range(0, count)
            .Select(i => (i % 2 == 0 ? "construction" : "acceleration", new DateOnly(2019, 6, 3).AddMonths(i).Text(), "")),
        .. isCompleted ? [("transfere", Effective.Text(), "")] : (ReadOnlySpan<(string, string, string)>)[],
    ];

    private static HandOverStatus StatusOf(int i) => (HandOverStatus)(i % Enum.GetValues<HandOverStatus>().Length);

    // Of the future, so that each name is still its own.
    private static async Task AddResponsibleAsync(Tx tx, int i)
    {
        if (i > 0)
            await tx.SaveSuccessorsAsync(
                await tx.AppendAsync(Areas.Portfolio, "administration.changed", "administration", $"administration-{i}", new { }),
                $"administration-{i}",
                [new("administration-0", Later)]);
    }

    // Disabled, and each with an attempt of the first one.
    private static async Task AddWebhookAsync(Tx tx, int i)
    {
        await tx.AddWebhookAsync(
            $"webhook-{i}",
            "https://partenaire.invalid/",
            FeedFilter.Everything,
            WebhookSecret.New(),
            $"administration-{i}",
            new(tx.Now, DisablingReason.Agent));
        await tx.AddAttemptsAsync(Webhook, new WebhookAttempt($"attempt-{i}", AttemptKind.Test, tx.Now, 1, Delivered: true, StatusCode: 200));
    }

    private static async Task AddToStartupAsync(Tx tx, int i)
    {
        var day = new DateOnly(2024, 1, 1).AddDays(i);
        var sequence = await tx.AppendAsync(Areas.Portfolio, "committee.held", "startup", Startup, new { after = new { heldOn = day } });
        await tx.AddCommitteeAsync(sequence, Startup, new($"committee-{i}", day, "continue", null, null, tx.Now));
        await tx.AddBenefitAsync(sequence, Startup, new($"benefit-{i}", day, "Un bénéfice.", null, i, null, tx.Now));
        await tx.AddReviewAsync(Startup, new($"review-{i}", 4, Relation.User, tx.Now, "Une évaluation."));
        await tx.AddReportAsync(Startup, new($"report-{i}", ReportReason.Other, "Un signalement.", tx.Now, ReportStatus.Open));
    }

    private static async Task AddHandOverAsync(Tx tx, string id, string startup, HandOverStatus status, int i, int count)
    {
        var candidacy = id.Replace("hand-over", "candidacy", StringComparison.Ordinal) + "-0";
        var isHosted = status is HandOverStatus.HostRetained or HandOverStatus.Completed;
        var handOver = new RecordedHandOver
        {
            Id = id,
            StartupId = startup,
            Version = 1,
            Status = status,
            Model = HandOverModel.Merge,
            OpenedOn = new DateOnly(2024, 1, 1).AddDays(i),
            HostId = isHosted ? $"administration-{i}" : null,
            CandidacyId = isHosted ? candidacy : null,
            EffectiveOn = status == HandOverStatus.Completed ? Effective : null,
            Details = new() { CoHosts = isHosted ? [.. Enumerable.Range(0, count).Select(j => $"administration-{j}")] : [] },
        };
        var sequence = await tx.AppendAsync(Areas.HandOvers, "handOver.opened", "startup", startup, new { handOver = id });
        await tx.SaveHandOverAsync(sequence, handOver);
        if (status == HandOverStatus.Completed)
            await tx.AddHostAsync(sequence, handOver);
        for (var j = 0; j < (id == HandOver ? count : 1); j++)
            _ = await tx.AddCandidacyAsync(id, $"{j:D14}", null, candidacy[..^1] + j);
        if (!isHosted)
            return;

        await tx.SetCandidacyAsync(candidacy, CandidacyStatus.Retained);
        for (var j = 0; j < (id == HandOver ? count : 1); j++)
            await tx.AddControlAsync(candidacy, new($"control-{id}-{j}", ControlVerdict.Impossible, null, "agent", tx.Now));
    }
}
