-- Facts carry known_from and known_to, sequences of `changes`: a row is what the portfolio says from the
-- first (included) to the second (excluded). The largest integer stands for "until further notice".
-- Days and instants are fixed-width text, so that they compare as they are.

CREATE TABLE versions (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    sequence   INTEGER NOT NULL,
    instant    TEXT    NOT NULL,
    portfolio  INTEGER NOT NULL,
    hand_overs INTEGER NOT NULL,
    voices     INTEGER NOT NULL
) STRICT;

INSERT INTO versions (id, sequence, instant, portfolio, hand_overs, voices)
VALUES (1, 0, '0001-01-01T00:00:00.000Z', 0, 0, 0);

CREATE TABLE changes (
    sequence          INTEGER PRIMARY KEY,
    at                TEXT NOT NULL,
    agent             TEXT,
    administration_id TEXT,
    type              TEXT NOT NULL,
    subject           TEXT NOT NULL,
    subject_id        TEXT NOT NULL,
    data              TEXT NOT NULL
) STRICT;

CREATE INDEX changes_at ON changes (at);
CREATE INDEX changes_subject ON changes (subject, subject_id, sequence);

CREATE TABLE phases (
    code         TEXT PRIMARY KEY,
    rank         INTEGER NOT NULL UNIQUE,
    kind         TEXT NOT NULL CHECK (kind IN ('incubation', 'operated', 'handedOver', 'stopped')),
    label_fr     TEXT NOT NULL,
    label_en     TEXT NOT NULL,
    former_names TEXT NOT NULL
) STRICT;

INSERT INTO phases (code, rank, kind, label_fr, label_en, former_names)
VALUES ('investigation', 0, 'incubation', 'Investigation', 'Investigation', '[]'),
       ('construction', 1, 'incubation', 'Construction', 'Construction', '[]'),
       ('acceleration', 2, 'incubation', 'Accélération', 'Acceleration', '[]'),
       ('consolidation', 3, 'incubation', 'Consolidation', 'Consolidation', '["transfer","perennisation","passation"]'),
       ('opere', 4, 'operated', 'Opéré au sein du réseau', 'Operated within the network', '[]'),
       ('transfere', 5, 'handedOver', 'Transféré', 'Handed over', '["success"]'),
       ('abandon-investigation', 6, 'stopped', 'Investigation non concluante', 'Inconclusive investigation', '["alumni"]'),
       ('abandon', 7, 'stopped', 'Arrêté', 'Stopped', '["alumni","death","retirement"]');

-- Administrations: who exists, what is said of them, who succeeds whom.

CREATE TABLE administrations (
    id TEXT PRIMARY KEY
) STRICT;

CREATE TABLE administration_versions (
    administration_id TEXT    NOT NULL REFERENCES administrations (id),
    version           INTEGER NOT NULL,
    known_from        INTEGER NOT NULL,
    known_to          INTEGER NOT NULL,
    modified_at       TEXT    NOT NULL,
    name              TEXT    NOT NULL,
    name_key          TEXT    NOT NULL,
    acronym           TEXT,
    kind              TEXT,
    domain            TEXT,
    siret             TEXT,
    from_day          TEXT,
    until_day         TEXT,
    PRIMARY KEY (administration_id, known_to)
) STRICT;

CREATE INDEX administration_versions_name ON administration_versions (known_to, name_key, administration_id);
CREATE INDEX administration_versions_siret ON administration_versions (siret, known_to);

CREATE TABLE successions (
    predecessor_id TEXT    NOT NULL REFERENCES administrations (id),
    successor_id   TEXT    NOT NULL REFERENCES administrations (id),
    on_day         TEXT    NOT NULL,
    known_from     INTEGER NOT NULL,
    known_to       INTEGER NOT NULL,
    PRIMARY KEY (predecessor_id, successor_id, known_to)
) STRICT;

CREATE INDEX successions_successor ON successions (successor_id, known_to);

CREATE TABLE incubators (
    id TEXT PRIMARY KEY
) STRICT;

CREATE TABLE incubator_versions (
    incubator_id TEXT    NOT NULL REFERENCES incubators (id),
    version      INTEGER NOT NULL,
    known_from   INTEGER NOT NULL,
    known_to     INTEGER NOT NULL,
    modified_at  TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    name_key     TEXT    NOT NULL,
    owner_id     TEXT REFERENCES administrations (id),
    website      TEXT,
    repository   TEXT,
    contact      TEXT,
    description  TEXT,
    hidden       INTEGER NOT NULL,
    PRIMARY KEY (incubator_id, known_to)
) STRICT;

CREATE INDEX incubator_versions_name ON incubator_versions (known_to, name_key, incubator_id);

-- Startups.

CREATE TABLE startups (
    id TEXT PRIMARY KEY
) STRICT;

CREATE TABLE descriptions (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;

-- One row for each version of a startup, whatever changed in it. Lists are JSON.
CREATE TABLE startup_versions (
    startup_id         TEXT    NOT NULL REFERENCES startups (id),
    version            INTEGER NOT NULL,
    known_from         INTEGER NOT NULL,
    known_to           INTEGER NOT NULL,
    modified_at        TEXT    NOT NULL,
    name               TEXT    NOT NULL,
    pitch              TEXT,
    incubators         TEXT    NOT NULL,
    sponsors           TEXT    NOT NULL,
    link               TEXT,
    repository         TEXT,
    contact            TEXT,
    themes             TEXT    NOT NULL,
    audiences          TEXT    NOT NULL,
    technologies       TEXT    NOT NULL,
    national_impact_on TEXT,
    accessibility      TEXT,
    stats_url          TEXT,
    budget_url         TEXT,
    impact_url         TEXT,
    dashlord_url       TEXT,
    risk_analysis      TEXT,
    events             TEXT    NOT NULL,
    source             TEXT,
    description_id     INTEGER REFERENCES descriptions (id),
    PRIMARY KEY (startup_id, known_to)
) STRICT;

CREATE INDEX startup_versions_modified ON startup_versions (known_to, modified_at, startup_id);

CREATE TABLE startup_incubators (
    startup_id   TEXT    NOT NULL REFERENCES startups (id),
    incubator_id TEXT    NOT NULL REFERENCES incubators (id),
    position     INTEGER NOT NULL,
    known_from   INTEGER NOT NULL,
    known_to     INTEGER NOT NULL,
    PRIMARY KEY (startup_id, incubator_id, known_to)
) STRICT;

CREATE TABLE startup_sponsors (
    startup_id        TEXT    NOT NULL REFERENCES startups (id),
    administration_id TEXT    NOT NULL REFERENCES administrations (id),
    position          INTEGER NOT NULL,
    known_from        INTEGER NOT NULL,
    known_to          INTEGER NOT NULL,
    PRIMARY KEY (startup_id, administration_id, known_to)
) STRICT;

-- A former id may be claimed by two.
CREATE TABLE former_ids (
    kind       TEXT    NOT NULL CHECK (kind IN ('startup', 'incubator')),
    former_id  TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    known_from INTEGER NOT NULL,
    known_to   INTEGER NOT NULL,
    PRIMARY KEY (kind, former_id, id, known_to)
) STRICT;

CREATE INDEX former_ids_id ON former_ids (kind, id, known_to);

-- A correction closes a row and opens another one under the same id.
CREATE TABLE startup_phases (
    id           TEXT    NOT NULL,
    startup_id   TEXT    NOT NULL REFERENCES startups (id),
    phase        TEXT    NOT NULL REFERENCES phases (code),
    starts_on    TEXT    NOT NULL,
    recorded_end TEXT,
    reason       TEXT,
    recorded_at  TEXT    NOT NULL,
    known_from   INTEGER NOT NULL,
    known_to     INTEGER NOT NULL,
    PRIMARY KEY (id, known_to)
) STRICT;

CREATE INDEX startup_phases_startup ON startup_phases (startup_id, known_to, starts_on);

CREATE TABLE committees (
    id           TEXT    NOT NULL,
    startup_id   TEXT    NOT NULL REFERENCES startups (id),
    held_on      TEXT    NOT NULL,
    decision     TEXT CHECK (decision IN ('continue', 'provisional', 'stop')),
    funded_until TEXT,
    note         TEXT,
    recorded_at  TEXT    NOT NULL,
    known_from   INTEGER NOT NULL,
    known_to     INTEGER NOT NULL,
    PRIMARY KEY (id, known_to)
) STRICT;

CREATE INDEX committees_startup ON committees (startup_id, known_to, held_on);

-- Derived from the facts, with both times: where each startup stands from a day to another one.
CREATE TABLE spans (
    startup_id TEXT    NOT NULL REFERENCES startups (id),
    known_from INTEGER NOT NULL,
    known_to   INTEGER NOT NULL,
    from_day   TEXT    NOT NULL,
    to_day     TEXT    NOT NULL,
    name_key   TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    phase      TEXT REFERENCES phases (code),
    since      TEXT,
    entered_on TEXT,
    built_on   TEXT,
    exited_on  TEXT,
    exit_phase TEXT REFERENCES phases (code),
    next_phase TEXT REFERENCES phases (code),
    next_on    TEXT,
    overdue_on TEXT
) STRICT;

CREATE INDEX spans_startup ON spans (startup_id, known_to, from_day);
CREATE INDEX spans_name ON spans (known_to, name_key, startup_id, from_day, to_day);
CREATE INDEX spans_phase ON spans (known_to, phase, name_key, startup_id, from_day, to_day);
CREATE INDEX spans_status ON spans (known_to, status, name_key, startup_id, from_day, to_day);
CREATE INDEX spans_entered ON spans (known_to, coalesce(entered_on, '~'), startup_id, from_day, to_day);
CREATE INDEX spans_entered_last ON spans (known_to, coalesce(entered_on, ''), startup_id, from_day, to_day);
CREATE INDEX spans_since ON spans (known_to, coalesce(since, '~'), startup_id, from_day, to_day);
CREATE INDEX spans_since_last ON spans (known_to, coalesce(since, ''), startup_id, from_day, to_day);
CREATE INDEX spans_exited ON spans (known_to, exited_on);

-- Derived too: what a startup is filtered and counted by.
CREATE TABLE startup_terms (
    startup_id TEXT    NOT NULL REFERENCES startups (id),
    kind       TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    name_key   TEXT    NOT NULL,
    known_from INTEGER NOT NULL,
    known_to   INTEGER NOT NULL
) STRICT;

CREATE INDEX startup_terms_key ON startup_terms (kind, key, known_to, name_key, startup_id);
CREATE INDEX startup_terms_startup ON startup_terms (startup_id, known_to, kind);

-- What `q` searches: one row for each text of a startup; the words, folded and stemmed, are in the index under its id.
CREATE TABLE search_texts (
    id         INTEGER PRIMARY KEY,
    startup_id TEXT    NOT NULL REFERENCES startups (id),
    name_key   TEXT    NOT NULL,
    known_from INTEGER NOT NULL,
    known_to   INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX search_texts_startup ON search_texts (startup_id, known_to);

CREATE VIRTUAL TABLE search_words USING fts5 (
    name, pitch, description,
    content = '', columnsize = 0, prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
);

-- The last parsed source of each thing, against which the next import is merged.
CREATE TABLE sources (
    kind   TEXT NOT NULL CHECK (kind IN ('startup', 'incubator', 'administration')),
    id     TEXT NOT NULL,
    origin TEXT NOT NULL,
    file   TEXT NOT NULL,
    parsed TEXT NOT NULL,
    raw    TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
