-- Keys of agents. Only the hash of a key's text is kept; the prefix tells keys apart in lists.
CREATE TABLE keys (
    prefix            TEXT PRIMARY KEY,
    hash              TEXT NOT NULL,
    agent             TEXT NOT NULL,
    administration_id TEXT NOT NULL REFERENCES administrations (id),
    siret             TEXT NOT NULL,
    created_at        TEXT NOT NULL,
    expires_on        TEXT,
    revoked_at        TEXT
) STRICT;
