namespace Incubateurs.Exchange.Reading;

/// <summary>Every cause that the reading of a portfolio can report. Each new one needs its line in docs/IMPORT.md.</summary>
internal static class AnomalyClasses
{
    // Declared before the classes: each adds itself, so that none can be forgotten.
    private static readonly List<AnomalyClass> Declared = [];

    public static IReadOnlyList<AnomalyClass> All => Declared;

    // Files left out.
    public static readonly AnomalyClass EmptyFile = Error("empty-file");
    public static readonly AnomalyClass FileTooLarge = Error("file-too-large");
    public static readonly AnomalyClass UnreadableFile = Error("unreadable-file");
    public static readonly AnomalyClass NotUtf8 = Error("not-utf-8");
    public static readonly AnomalyClass NoFrontMatter = Error("no-front-matter");
    public static readonly AnomalyClass UnclosedFrontMatter = Error("unclosed-front-matter");
    public static readonly AnomalyClass InvalidYaml = Error("invalid-yaml");
    public static readonly AnomalyClass NotAMapping = Error("front-matter-not-a-mapping");
    public static readonly AnomalyClass NoTitle = Error("no-title");
    public static readonly AnomalyClass NoName = Error("no-name");
    public static readonly AnomalyClass UnusableId = Error("unusable-id");
    public static readonly AnomalyClass IdCollision = Error("id-collision");
    public static readonly AnomalyClass LinkNotFollowed = Error("link-not-followed");
    public static readonly AnomalyClass FolderIgnored = Warning("folder-ignored");
    public static readonly AnomalyClass DuplicateKey = Warning("duplicate-key");

    // Cleaning of texts.
    public static readonly AnomalyClass ByteOrderMark = Info("byte-order-mark");
    public static readonly AnomalyClass ZeroWidthSpace = Info("zero-width-space");
    public static readonly AnomalyClass LineSeparator = Info("line-separator");
    public static readonly AnomalyClass Crlf = Info("crlf");
    public static readonly AnomalyClass ControlCharacter = Info("control-character");
    public static readonly AnomalyClass Noncharacter = Info("noncharacter");
    public static readonly AnomalyClass NotNfc = Info("not-nfc");
    public static readonly AnomalyClass SurroundingBlanks = Info("surrounding-blanks");
    public static readonly AnomalyClass EmptyValue = Info("empty-value");
    public static readonly AnomalyClass HtmlEntity = Info("html-entity");
    public static readonly AnomalyClass HtmlRemoved = Info("html-removed");
    public static readonly AnomalyClass ListInOneValue = Info("list-in-one-value");
    public static readonly AnomalyClass ScalarInsteadOfList = Info("scalar-instead-of-list");
    public static readonly AnomalyClass DuplicateValue = Info("duplicate-value");
    public static readonly AnomalyClass TooLong = Warning("too-long");
    public static readonly AnomalyClass TooManyValues = Warning("too-many-values");
    public static readonly AnomalyClass UnexpectedShape = Warning("unexpected-shape");

    // Addresses.
    public static readonly AnomalyClass NotAnAddress = Warning("not-an-address");
    public static readonly AnomalyClass AddressWithoutScheme = Info("address-without-scheme");
    public static readonly AnomalyClass AddressNotUri = Info("address-not-a-uri");
    public static readonly AnomalyClass SeveralAddresses = Warning("several-addresses");
    public static readonly AnomalyClass StraySeparator = Info("stray-separator");
    public static readonly AnomalyClass ContactNotAnAddress = Warning("contact-not-an-address");
    public static readonly AnomalyClass PersonalContact = Warning("personal-contact");

    // Phases.
    public static readonly AnomalyClass NoPhases = Warning("no-phases");
    public static readonly AnomalyClass PhaseUnreadable = Warning("phase-unreadable");
    public static readonly AnomalyClass UnknownPhase = Warning("unknown-phase");
    public static readonly AnomalyClass PhaseSpelling = Info("phase-spelling");
    public static readonly AnomalyClass OlderPhaseName = Info("older-phase-name");
    public static readonly AnomalyClass PhaseWithoutStart = Warning("phase-without-start");
    public static readonly AnomalyClass PhaseStartUnreadable = Warning("phase-start-unreadable");
    public static readonly AnomalyClass PhaseStartNotIso = Warning("phase-start-not-iso");
    public static readonly AnomalyClass PhaseStartTooEarly = Warning("phase-start-too-early");
    public static readonly AnomalyClass PhaseStartTooLate = Warning("phase-start-too-late");
    public static readonly AnomalyClass PhaseEndUnreadable = Warning("phase-end-unreadable");
    public static readonly AnomalyClass PhaseEndNotIso = Warning("phase-end-not-iso");
    public static readonly AnomalyClass PhaseEndBeforeStart = Warning("phase-end-before-start");
    public static readonly AnomalyClass DuplicatePhase = Warning("duplicate-phase");
    public static readonly AnomalyClass PhasesShareAStart = Info("phases-share-a-start");

    // Events.
    public static readonly AnomalyClass EventUnreadable = Warning("event-unreadable");
    public static readonly AnomalyClass EventWithoutName = Warning("event-without-name");
    public static readonly AnomalyClass UnknownEvent = Warning("unknown-event");
    public static readonly AnomalyClass EventWithoutDate = Warning("event-without-date");
    public static readonly AnomalyClass EventDateUnreadable = Warning("event-date-unreadable");
    public static readonly AnomalyClass EventDateNotIso = Warning("event-date-not-iso");
    public static readonly AnomalyClass DoubtfulEventDate = Warning("doubtful-event-date");
    public static readonly AnomalyClass DuplicateEvent = Warning("duplicate-event");

    // Other fields.
    public static readonly AnomalyClass UnknownAccessibility = Warning("unknown-accessibility");
    public static readonly AnomalyClass NotABoolean = Warning("not-a-boolean");
    public static readonly AnomalyClass InvalidSiret = Warning("invalid-siret");
    public static readonly AnomalyClass SiretTaken = Warning("siret-taken");
    public static readonly AnomalyClass NotADirectoryPage = Warning("not-a-directory-page");
    public static readonly AnomalyClass PersonalName = Warning("personal-name");

    // References and former ids.
    public static readonly AnomalyClass NoIncubator = Warning("no-incubator");
    public static readonly AnomalyClass UnknownIncubator = Warning("unknown-incubator");
    public static readonly AnomalyClass IncubatorFormerId = Info("incubator-former-id");
    public static readonly AnomalyClass UnknownSponsor = Warning("unknown-sponsor");
    public static readonly AnomalyClass AmbiguousSponsor = Warning("ambiguous-sponsor");
    public static readonly AnomalyClass InlineSponsor = Info("inline-sponsor");
    public static readonly AnomalyClass NoOwner = Info("no-owner");
    public static readonly AnomalyClass UnknownOwner = Warning("unknown-owner");
    public static readonly AnomalyClass FormerIdUnreadable = Warning("former-id-unreadable");
    public static readonly AnomalyClass FormerIdOtherFolder = Info("former-id-other-folder");
    public static readonly AnomalyClass FormerIdOwn = Info("former-id-own");
    public static readonly AnomalyClass FormerIdShared = Warning("former-id-shared");
    public static readonly AnomalyClass FormerIdLiving = Warning("former-id-living");

    // Merging.
    public static readonly AnomalyClass ChangedOnBothSides = Warning("changed-on-both-sides");
    public static readonly AnomalyClass Renamed = Info("renamed");
    public static readonly AnomalyClass FileGone = Warning("file-gone");
    public static readonly AnomalyClass Withdrawn = Warning("withdrawn");
    public static readonly AnomalyClass Returned = Info("returned");
    public static readonly AnomalyClass WithdrawnHere = Warning("withdrawn-here");
    public static readonly AnomalyClass ProbableRename = Warning("probable-rename");
    public static readonly AnomalyClass BareReference = Warning("bare-reference");
    public static readonly AnomalyClass ReservedId = Error("reserved-id");
    public static readonly AnomalyClass EmbeddedRemoved = Info("embedded-removed");

    private static AnomalyClass Info(string name) => Declare(name, Severity.Info);

    private static AnomalyClass Warning(string name) => Declare(name, Severity.Warning);

    private static AnomalyClass Error(string name) => Declare(name, Severity.Error);

    private static AnomalyClass Declare(string name, Severity severity)
    {
        var declared = new AnomalyClass(name, severity);
        Declared.Add(declared);
        return declared;
    }
}
