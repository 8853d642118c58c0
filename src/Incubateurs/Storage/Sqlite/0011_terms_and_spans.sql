-- Which incubators and sponsors a startup has is said in its version and, to be found by it, in its terms: nobody read the links.
DROP TABLE startup_incubators;
DROP TABLE startup_sponsors;

-- Spans and terms are closed one by one, by an id of their own: what they were called by until now only SQLite has.
CREATE TABLE spans_by_id (
    id         INTEGER PRIMARY KEY,
    startup_id TEXT    NOT NULL REFERENCES startups (id),
    known_from INTEGER NOT NULL,
    known_to   INTEGER NOT NULL,
    from_day   TEXT    NOT NULL,
    to_day     TEXT    NOT NULL,
    name_key   TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    phase      TEXT REFERENCES phases (code),
    since      TEXT,
    entered_on TEXT,
    built_on   TEXT,
    exited_on  TEXT,
    exit_phase TEXT REFERENCES phases (code),
    next_phase TEXT REFERENCES phases (code),
    next_on    TEXT,
    overdue_on TEXT
) STRICT;

INSERT INTO spans_by_id (
       id, startup_id, known_from, known_to, from_day, to_day, name_key, status, phase, since, entered_on, built_on,
       exited_on, exit_phase, next_phase, next_on, overdue_on)
SELECT rowid, startup_id, known_from, known_to, from_day, to_day, name_key, status, phase, since, entered_on, built_on,
       exited_on, exit_phase, next_phase, next_on, overdue_on
  FROM spans
 ORDER BY rowid;

DROP TABLE spans;
ALTER TABLE spans_by_id RENAME TO spans;

CREATE INDEX spans_startup ON spans (startup_id, known_to, from_day);
CREATE INDEX spans_name ON spans (known_to, name_key, startup_id, from_day, to_day);
CREATE INDEX spans_phase ON spans (known_to, phase, name_key, startup_id, from_day, to_day);
CREATE INDEX spans_status ON spans (known_to, status, name_key, startup_id, from_day, to_day);
CREATE INDEX spans_entered ON spans (known_to, coalesce(entered_on, '~'), startup_id, from_day, to_day);
CREATE INDEX spans_entered_last ON spans (known_to, coalesce(entered_on, ''), startup_id, from_day, to_day);
CREATE INDEX spans_since ON spans (known_to, coalesce(since, '~'), startup_id, from_day, to_day);
CREATE INDEX spans_since_last ON spans (known_to, coalesce(since, ''), startup_id, from_day, to_day);
CREATE INDEX spans_exited ON spans (known_to, exited_on);

CREATE TABLE startup_terms_by_id (
    id         INTEGER PRIMARY KEY,
    startup_id TEXT    NOT NULL REFERENCES startups (id),
    kind       TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    name_key   TEXT    NOT NULL,
    known_from INTEGER NOT NULL,
    known_to   INTEGER NOT NULL
) STRICT;

INSERT INTO startup_terms_by_id (id, startup_id, kind, key, value, name_key, known_from, known_to)
SELECT rowid, startup_id, kind, key, value, name_key, known_from, known_to
  FROM startup_terms
 ORDER BY rowid;

DROP TABLE startup_terms;
ALTER TABLE startup_terms_by_id RENAME TO startup_terms;

CREATE INDEX startup_terms_key ON startup_terms (kind, key, known_to, name_key, startup_id);
CREATE INDEX startup_terms_startup ON startup_terms (startup_id, known_to, kind);
