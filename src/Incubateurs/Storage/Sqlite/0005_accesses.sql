-- Every access by an agent (DESIGN §1). Each row is sealed with the hash of the one before: nothing is altered unnoticed.
CREATE TABLE accesses (
    id                INTEGER PRIMARY KEY,
    at                TEXT    NOT NULL,
    agent             TEXT    NOT NULL,
    administration_id TEXT    NOT NULL,
    method            TEXT    NOT NULL,
    route             TEXT    NOT NULL,
    resource          TEXT    NOT NULL,
    status            INTEGER NOT NULL,
    request_id        TEXT    NOT NULL,
    seal              TEXT    NOT NULL
) STRICT;

CREATE INDEX accesses_agent ON accesses (agent, id);
CREATE INDEX accesses_administration ON accesses (administration_id, id);
CREATE INDEX accesses_resource ON accesses (resource, id);

-- Where the log was cut when its oldest rows had been kept long enough: the last row that went, and its seal.
CREATE TABLE accesses_cut (
    id   INTEGER PRIMARY KEY,
    seal TEXT NOT NULL
) STRICT;
