-- Agents stand once, with the secret that commits the access log to them: without it, nothing there tells who they were.
-- Nobody, whose id is 0, is whoever is not known, and the service itself.
CREATE TABLE agents (
    id     INTEGER PRIMARY KEY,
    email  TEXT UNIQUE,
    secret TEXT
) STRICT;

INSERT INTO agents (id, secret) VALUES (0, lower(hex(randomblob(32))));
INSERT INTO agents (email, secret)
SELECT agent, lower(hex(randomblob(32)))
  FROM (SELECT agent FROM changes WHERE agent IS NOT NULL
         UNION
        SELECT agent FROM keys
         UNION
        SELECT agent FROM accesses)
 ORDER BY agent;

ALTER TABLE changes ADD COLUMN agent_id INTEGER REFERENCES agents (id);
UPDATE changes SET agent_id = (SELECT a.id FROM agents a WHERE a.email = agent) WHERE agent IS NOT NULL;
ALTER TABLE changes DROP COLUMN agent;

ALTER TABLE keys RENAME TO keys_before;
CREATE TABLE keys (
    prefix            TEXT PRIMARY KEY,
    hash              TEXT NOT NULL,
    agent_id          INTEGER NOT NULL REFERENCES agents (id),
    administration_id TEXT NOT NULL REFERENCES administrations (id),
    siret             TEXT NOT NULL,
    created_at        TEXT NOT NULL,
    expires_on        TEXT,
    revoked_at        TEXT,
    used_on           TEXT
) STRICT;
INSERT INTO keys (prefix, hash, agent_id, administration_id, siret, created_at, expires_on, revoked_at)
SELECT k.prefix, k.hash, a.id, k.administration_id, k.siret, k.created_at, k.expires_on, k.revoked_at
  FROM keys_before k
  JOIN agents a ON a.email = k.agent;
DROP TABLE keys_before;

-- The log anew: `day` and what follows it are public, `when_proof` and `who_proof` commit to what is not (docs/AUDIT.md). The rows of
-- before wait in `accesses_before` until they are sealed in the new way, when the database is opened.
DROP INDEX accesses_agent;
DROP INDEX accesses_administration;
DROP INDEX accesses_resource;
ALTER TABLE accesses RENAME TO accesses_before;
CREATE TABLE accesses (
    id                INTEGER PRIMARY KEY,
    at                TEXT    NOT NULL,
    agent_id          INTEGER NOT NULL REFERENCES agents (id),
    request_id        TEXT    NOT NULL,
    day               TEXT    NOT NULL,
    administration_id TEXT    NOT NULL,
    method            TEXT    NOT NULL,
    route             TEXT    NOT NULL,
    resource          TEXT    NOT NULL,
    status            INTEGER NOT NULL,
    when_proof        TEXT    NOT NULL,
    who_proof         TEXT    NOT NULL,
    covers            TEXT    NOT NULL,
    seal              TEXT    NOT NULL
) STRICT;

CREATE INDEX accesses_at ON accesses (at);
CREATE INDEX accesses_day ON accesses (day);
CREATE INDEX accesses_agent ON accesses (agent_id);
CREATE INDEX accesses_administration ON accesses (administration_id);
CREATE INDEX accesses_resource ON accesses (resource);
CREATE INDEX accesses_seal ON accesses (seal);

-- Seals that somebody may have kept, of rows that are gone or were sealed anew.
CREATE TABLE accesses_past (
    seal TEXT PRIMARY KEY,
    id   INTEGER NOT NULL
) STRICT;

-- The last row, and the last one that was cut; and whether rows of before wait to be sealed anew.
CREATE TABLE accesses_head (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    last_id  INTEGER NOT NULL,
    seal     TEXT    NOT NULL,
    day      TEXT    NOT NULL,
    at       TEXT    NOT NULL,
    cut_id   INTEGER NOT NULL,
    cut_seal TEXT    NOT NULL,
    is_older INTEGER NOT NULL
) STRICT;

INSERT INTO accesses_head (id, last_id, seal, day, at, cut_id, cut_seal, is_older)
SELECT 1, coalesce(max(c.id), 0), coalesce(max(c.seal), printf('%064d', 0)), '0001-01-01', '0001-01-01T00:00:00.000Z',
       coalesce(max(c.id), 0), coalesce(max(c.seal), printf('%064d', 0)),
       EXISTS (SELECT 1 FROM accesses_before) OR EXISTS (SELECT 1 FROM keys) OR EXISTS (SELECT 1 FROM idempotent_answers)
       OR EXISTS (SELECT 1 FROM changes WHERE agent_id IS NOT NULL)
  FROM accesses_cut c;
DROP TABLE accesses_cut;
