-- Candidacies of hosts: a SIRET and a sworn statement. The contact is the only datum of a person, deleted 90 days after
-- the hand-over closes; of the secret only a hash is kept.
CREATE TABLE candidacies (
    id           TEXT    PRIMARY KEY,
    hand_over_id TEXT    NOT NULL,
    siret        TEXT    NOT NULL,
    status       TEXT    NOT NULL CHECK (status IN ('submitted', 'retained', 'notRetained', 'refused', 'withdrawn')),
    contact      TEXT,
    secret_hash  TEXT    NOT NULL,
    submitted_at TEXT    NOT NULL,
    withdrawn_at TEXT
) STRICT;

CREATE UNIQUE INDEX candidacies_siret ON candidacies (hand_over_id, siret) WHERE status <> 'withdrawn';
CREATE INDEX candidacies_hand_over ON candidacies (hand_over_id, submitted_at);
CREATE UNIQUE INDEX candidacies_secret ON candidacies (secret_hash);

CREATE TABLE controls (
    id           TEXT PRIMARY KEY,
    candidacy_id TEXT NOT NULL REFERENCES candidacies (id),
    verdict      TEXT NOT NULL CHECK (verdict IN ('confirmed', 'notConfirmed', 'impossible')),
    note         TEXT,
    source       TEXT NOT NULL CHECK (source IN ('agent', 'register')),
    recorded_at  TEXT NOT NULL
) STRICT;

CREATE INDEX controls_candidacy ON controls (candidacy_id, recorded_at);

-- Automatic controls that wait for the public register.
CREATE TABLE pending_controls (
    candidacy_id TEXT    PRIMARY KEY REFERENCES candidacies (id),
    attempts     INTEGER NOT NULL,
    not_before   TEXT    NOT NULL
) STRICT;
