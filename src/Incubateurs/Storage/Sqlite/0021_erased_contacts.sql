-- Contacts that were erased, as keyed hashes: the next import does not bring them back, and nobody reads them here.
CREATE TABLE erased_contacts (
    hash TEXT PRIMARY KEY
) STRICT;

INSERT INTO secrets (name, value) VALUES ('contacts', lower(hex(randomblob(32))));
