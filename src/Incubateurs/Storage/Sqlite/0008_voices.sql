-- What users say in public, moderated or resolved afterwards with a reason that stays.
CREATE TABLE reviews (
    id           TEXT    PRIMARY KEY,
    startup_id   TEXT    NOT NULL REFERENCES startups (id),
    rating       INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    comment      TEXT,
    relation     TEXT    NOT NULL CHECK (relation IN ('user', 'agent', 'partner')),
    submitted_at TEXT    NOT NULL
) STRICT;

CREATE INDEX reviews_startup ON reviews (startup_id, submitted_at, id);

-- From an instant (included) to another one (excluded): what strangers write is no change that could date the rows.
CREATE TABLE review_moderations (
    review_id TEXT    NOT NULL REFERENCES reviews (id),
    hidden    INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    from_at   TEXT    NOT NULL,
    to_at     TEXT    NOT NULL,
    PRIMARY KEY (review_id, to_at)
) STRICT;

CREATE TABLE reports (
    id           TEXT PRIMARY KEY,
    startup_id   TEXT NOT NULL REFERENCES startups (id),
    reason       TEXT NOT NULL CHECK (reason IN ('unavailable', 'inaccurate', 'inaccessible', 'security', 'abuse', 'other')),
    message      TEXT NOT NULL,
    submitted_at TEXT NOT NULL
) STRICT;

CREATE INDEX reports_startup ON reports (startup_id, submitted_at, id);

CREATE TABLE report_resolutions (
    report_id TEXT NOT NULL REFERENCES reports (id),
    status    TEXT NOT NULL CHECK (status IN ('resolved', 'dismissed')),
    reason    TEXT NOT NULL,
    from_at   TEXT NOT NULL,
    to_at     TEXT NOT NULL,
    PRIMARY KEY (report_id, to_at)
) STRICT;

-- Strangers are told apart by a hash of their address with a salt that lives for a day; neither outlives it.
CREATE TABLE stranger_salts (
    day  TEXT PRIMARY KEY,
    salt TEXT NOT NULL
) STRICT;

CREATE TABLE stranger_writes (
    stranger TEXT NOT NULL,
    door     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT;

CREATE INDEX stranger_writes_stranger ON stranger_writes (stranger, door, at);
