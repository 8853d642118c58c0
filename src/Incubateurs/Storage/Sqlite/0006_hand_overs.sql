-- Hand-overs: one row for each state that was known. What hangs on one (secondments, adaptations, cost, follow-ups) is JSON.
CREATE TABLE hand_overs (
    id           TEXT    NOT NULL,
    startup_id   TEXT    NOT NULL REFERENCES startups (id),
    version      INTEGER NOT NULL,
    known_from   INTEGER NOT NULL,
    known_to     INTEGER NOT NULL,
    status       TEXT    NOT NULL CHECK (status IN ('open', 'hostRetained', 'completed', 'cancelled')),
    model        TEXT    NOT NULL,
    opened_on    TEXT    NOT NULL,
    host_id      TEXT REFERENCES administrations (id),
    candidacy_id TEXT,
    effective_on TEXT,
    closed_at    TEXT,
    details      TEXT    NOT NULL,
    PRIMARY KEY (id, known_to)
) STRICT;

CREATE INDEX hand_overs_startup ON hand_overs (startup_id, known_to);
CREATE INDEX hand_overs_opened ON hand_overs (known_to, opened_on, id);

-- At most one that is neither completed nor cancelled.
CREATE UNIQUE INDEX hand_overs_living ON hand_overs (startup_id)
 WHERE known_to = 9223372036854775807
   AND status IN ('open', 'hostRetained');

-- Derived: who received a startup, from which day on.
CREATE TABLE startup_hosts (
    startup_id   TEXT    NOT NULL REFERENCES startups (id),
    hand_over_id TEXT    NOT NULL,
    host_id      TEXT    NOT NULL REFERENCES administrations (id),
    effective_on TEXT    NOT NULL,
    known_from   INTEGER NOT NULL,
    known_to     INTEGER NOT NULL,
    PRIMARY KEY (startup_id, hand_over_id, known_to)
) STRICT;

CREATE INDEX startup_hosts_host ON startup_hosts (host_id, known_to);
