-- What its source no longer publishes, or an agent took back, stands in no list, picture, figure or count; its id answers.
-- `since` is the change with which it left the lists, also where a later one says more of it.
CREATE TABLE withdrawals (
    kind        TEXT    NOT NULL CHECK (kind IN ('startup', 'incubator', 'administration')),
    id          TEXT    NOT NULL,
    cause       TEXT    NOT NULL CHECK (cause IN ('source', 'agent')),
    at          TEXT    NOT NULL,
    reason      TEXT,
    merged_into TEXT,
    since       INTEGER NOT NULL,
    reported    INTEGER NOT NULL CHECK (reported IN (0, 1)),
    known_from  INTEGER NOT NULL,
    known_to    INTEGER NOT NULL,
    PRIMARY KEY (kind, id, known_to)
) STRICT;

-- The specimen, and what was written to it: read by its ids, in no list, and set back each night.
CREATE TABLE specimens (
    kind   TEXT NOT NULL CHECK (kind IN ('startup', 'incubator', 'administration')),
    id     TEXT NOT NULL,
    set_at TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;

CREATE VIEW unlisted (kind, id, known_from, known_to) AS
SELECT kind, id, known_from, known_to FROM withdrawals
 UNION ALL
SELECT kind, id, 0, 9223372036854775807 FROM specimens;

-- One row for each import that wrote, or found nothing to write.
CREATE TABLE imports (
    id       INTEGER PRIMARY KEY,
    at       TEXT    NOT NULL,
    sequence INTEGER NOT NULL
) STRICT;

-- The last import that had a file which is gone since, where what it was imported as lives on.
ALTER TABLE sources ADD COLUMN gone_after INTEGER;
