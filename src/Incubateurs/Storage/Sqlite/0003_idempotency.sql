-- The answers of writes that bore an Idempotency-Key, for 24 hours; each is written in its write's own transaction.
CREATE TABLE idempotent_answers (
    caller      TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    fingerprint TEXT    NOT NULL,
    at          TEXT    NOT NULL,
    status      INTEGER NOT NULL,
    location    TEXT,
    etag        TEXT,
    body        TEXT,
    PRIMARY KEY (caller, key)
) STRICT;

CREATE INDEX idempotent_answers_at ON idempotent_answers (at);
