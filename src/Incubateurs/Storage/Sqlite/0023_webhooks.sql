-- Each webhook follows the feed from a position of its own: there is no other queue. `turn` grows with whatever is done to it but
-- delivering. Who delivers holds the lease, so that two servers of one database do not deliver the same at once; whoever moves the position
-- takes it away. Secrets are plain: they sign.
CREATE TABLE webhooks (
    id                TEXT PRIMARY KEY,
    url               TEXT    NOT NULL,
    types             TEXT    NOT NULL,
    startups          TEXT    NOT NULL,
    phases            TEXT    NOT NULL,
    incubators        TEXT    NOT NULL,
    secret            TEXT    NOT NULL,
    former_secret     TEXT,
    former_until      TEXT,
    administration_id TEXT    NOT NULL,
    version           INTEGER NOT NULL,
    created_at        TEXT    NOT NULL,
    modified_at       TEXT    NOT NULL,
    position          INTEGER NOT NULL,
    turn              INTEGER NOT NULL,
    failures          INTEGER NOT NULL,
    failing_since     TEXT,
    next_try_at       TEXT,
    disabled_at       TEXT,
    disabled_reason   TEXT CHECK (disabled_reason IN ('failing', 'gone', 'agent')),
    lease_owner       TEXT,
    lease_until       TEXT,
    is_specimen       INTEGER NOT NULL
) STRICT;

CREATE INDEX webhooks_administration ON webhooks (administration_id);
CREATE INDEX webhooks_created ON webhooks (created_at, id);

-- The log of attempts: never what was answered. The last of each webhook are kept, for a month.
CREATE TABLE webhook_attempts (
    number      INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    webhook_id  TEXT    NOT NULL REFERENCES webhooks (id),
    kind        TEXT    NOT NULL CHECK (kind IN ('item', 'redelivery', 'test')),
    seq         INTEGER,
    at          TEXT    NOT NULL,
    duration    INTEGER NOT NULL,
    status_code INTEGER,
    error       TEXT,
    next_try_at TEXT
) STRICT;

CREATE INDEX webhook_attempts_webhook ON webhook_attempts (webhook_id, number);
CREATE INDEX webhook_attempts_at ON webhook_attempts (at);

-- The specimen has a webhook from now on: it is set back when the server starts.
UPDATE specimens SET set_at = '0001-01-01T00:00:00.000Z';
