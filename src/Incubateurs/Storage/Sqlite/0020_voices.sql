-- Reports are moderated as reviews are; of what is erased the words are gone for good, and it stays told that something stood there.
CREATE TABLE report_moderations (
    report_id TEXT    NOT NULL REFERENCES reports (id),
    hidden    INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    from_at   TEXT    NOT NULL,
    to_at     TEXT    NOT NULL,
    PRIMARY KEY (report_id, to_at)
) STRICT;

ALTER TABLE reports ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reviews ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;

-- Whether an identified agent wrote it. Of those of before nobody knows.
ALTER TABLE reviews ADD COLUMN verified INTEGER NOT NULL DEFAULT 0;

-- The instant from which a rating counts no more, since its author or others of its network have rated again the same day.
ALTER TABLE reviews ADD COLUMN counted_until TEXT NOT NULL DEFAULT '9999-12-31T23:59:59.999Z';

-- Who wrote the reviews of a day, by hashes with the salt of the day. Neither outlives it.
CREATE TABLE review_authors (
    review_id TEXT PRIMARY KEY REFERENCES reviews (id),
    day       TEXT NOT NULL,
    author    TEXT NOT NULL,
    network   TEXT
) STRICT;

CREATE INDEX review_authors_author ON review_authors (author);
CREATE INDEX review_authors_network ON review_authors (network);

-- A write of a stranger is counted at each layer of networks that its address is in, 0 being the innermost. What was counted within the
-- last hour is not counted again.
DROP TABLE stranger_writes;

CREATE TABLE stranger_writes (
    network TEXT    NOT NULL,
    layer   INTEGER NOT NULL,
    door    TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    at      TEXT    NOT NULL
) STRICT;

CREATE INDEX stranger_writes_network ON stranger_writes (network, door, at);
CREATE INDEX stranger_writes_door ON stranger_writes (door, at) WHERE layer = 0;
CREATE INDEX stranger_writes_subject ON stranger_writes (door, subject, at) WHERE layer = 0;
