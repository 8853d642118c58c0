-- What users say in public, moderated or resolved afterwards with a reason that stays.
CREATE TABLE reviews (
    id           TEXT    PRIMARY KEY,
    startup_id   TEXT    NOT NULL REFERENCES startups (id),
    rating       INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    comment      TEXT,
    relation     TEXT    NOT NULL CHECK (relation IN ('user', 'agent', 'partner')),
    submitted_at TEXT    NOT NULL,
    hidden       INTEGER NOT NULL,
    reason       TEXT
) STRICT;

CREATE INDEX reviews_startup ON reviews (startup_id, id);

CREATE TABLE reports (
    id                TEXT PRIMARY KEY,
    startup_id        TEXT NOT NULL REFERENCES startups (id),
    reason            TEXT NOT NULL CHECK (reason IN ('unavailable', 'inaccurate', 'inaccessible', 'security', 'abuse', 'other')),
    message           TEXT NOT NULL,
    submitted_at      TEXT NOT NULL,
    status            TEXT NOT NULL CHECK (status IN ('open', 'resolved', 'dismissed')),
    resolution_reason TEXT
) STRICT;

CREATE INDEX reports_startup ON reports (startup_id, id);
