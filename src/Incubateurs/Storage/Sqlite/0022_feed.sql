-- What the feed of changes tells, in the order in which it was committed: one row for each thing that a change of the log changed. What
-- the thing is after it is read from the facts, as of `known`, the last change of the same transaction. `phase` is the one that a
-- startup entered with it. Rows are never deleted, and `seq` has no gap. An earlier build's log is filled in by the program,
-- before anything is written to it: -1 says that it was not yet.
CREATE TABLE feed (
    seq         INTEGER PRIMARY KEY,
    change      INTEGER NOT NULL,
    known       INTEGER NOT NULL,
    at          TEXT    NOT NULL,
    type        TEXT    NOT NULL,
    resource    TEXT    NOT NULL CHECK (resource IN ('startup', 'handOver', 'committee', 'benefit', 'incubator', 'administration')),
    resource_id TEXT    NOT NULL,
    startup_id  TEXT,
    phase       TEXT REFERENCES phases (code)
) STRICT;

CREATE INDEX feed_startup ON feed (startup_id, seq);
CREATE INDEX feed_type ON feed (type, seq);
CREATE INDEX feed_phase ON feed (phase, seq) WHERE phase IS NOT NULL;

ALTER TABLE versions ADD COLUMN feed INTEGER NOT NULL DEFAULT -1;
ALTER TABLE versions ADD COLUMN feed_at TEXT NOT NULL DEFAULT '0001-01-01T00:00:00.000Z';
