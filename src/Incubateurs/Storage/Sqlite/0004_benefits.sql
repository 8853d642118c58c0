-- First benefits observed (DESIGN §1): with volunteers, they create conviction where no consensus is asked for.
CREATE TABLE benefits (
    id          TEXT    NOT NULL,
    startup_id  TEXT    NOT NULL REFERENCES startups (id),
    observed_on TEXT    NOT NULL,
    statement   TEXT    NOT NULL,
    audience    TEXT,
    volunteers  INTEGER,
    url         TEXT,
    recorded_at TEXT    NOT NULL,
    known_from  INTEGER NOT NULL,
    known_to    INTEGER NOT NULL,
    PRIMARY KEY (id, known_to)
) STRICT;

CREATE INDEX benefits_startup ON benefits (startup_id, known_to, observed_on);
