-- Candidacies of host administrations (DESIGN §3). What a candidacy is never changes; where it stands does, from an
-- instant (included) to another one (excluded). Strangers write, so that instants and not changes date the rows.
CREATE TABLE candidacies (
    id            TEXT PRIMARY KEY,
    hand_over_id  TEXT NOT NULL,
    siret         TEXT NOT NULL,
    submitted_at  TEXT NOT NULL,
    secret_prefix TEXT NOT NULL UNIQUE,
    secret_hash   TEXT NOT NULL
) STRICT;

CREATE INDEX candidacies_hand_over ON candidacies (hand_over_id, submitted_at, id);

CREATE TABLE candidacy_states (
    candidacy_id TEXT NOT NULL REFERENCES candidacies (id),
    status       TEXT NOT NULL CHECK (status IN ('submitted', 'retained', 'notRetained', 'refused', 'withdrawn')),
    from_at      TEXT NOT NULL,
    to_at        TEXT NOT NULL,
    PRIMARY KEY (candidacy_id, to_at)
) STRICT;

-- The only datum of a person. It stands apart, so that it can go and leave all the rest.
CREATE TABLE candidacy_contacts (
    candidacy_id TEXT PRIMARY KEY REFERENCES candidacies (id),
    contact      TEXT NOT NULL
) STRICT;

CREATE TABLE candidacy_controls (
    id           TEXT PRIMARY KEY,
    candidacy_id TEXT NOT NULL REFERENCES candidacies (id),
    verdict      TEXT NOT NULL CHECK (verdict IN ('confirmed', 'notConfirmed', 'impossible')),
    origin       TEXT NOT NULL CHECK (origin IN ('agent', 'register')),
    note         TEXT,
    recorded_at  TEXT NOT NULL
) STRICT;

CREATE INDEX candidacy_controls_candidacy ON candidacy_controls (candidacy_id, recorded_at);

-- Retained candidates whom the public register shall still be asked about.
CREATE TABLE control_queue (
    candidacy_id TEXT PRIMARY KEY REFERENCES candidacies (id),
    attempts     INTEGER NOT NULL,
    due_at       TEXT    NOT NULL
) STRICT;

CREATE INDEX control_queue_due ON control_queue (due_at);
