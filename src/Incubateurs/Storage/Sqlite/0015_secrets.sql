-- What only the servers of this database know: the key that signs the cursors of lists.
CREATE TABLE secrets (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

INSERT INTO secrets (name, value) VALUES ('cursors', lower(hex(randomblob(32))));
