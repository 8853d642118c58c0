-- Each area of the data with the instant of its last change, for Last-Modified; what agents alone see, what is written to the
-- specimen, and what leaves every answer, as areas of their own. Of a database of before it is known only when anything was changed last.
ALTER TABLE versions ADD COLUMN agents INTEGER NOT NULL DEFAULT 0;
ALTER TABLE versions ADD COLUMN specimen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE versions ADD COLUMN removals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE versions ADD COLUMN portfolio_at TEXT NOT NULL DEFAULT '0001-01-01T00:00:00.000Z';
ALTER TABLE versions ADD COLUMN hand_overs_at TEXT NOT NULL DEFAULT '0001-01-01T00:00:00.000Z';
ALTER TABLE versions ADD COLUMN voices_at TEXT NOT NULL DEFAULT '0001-01-01T00:00:00.000Z';
ALTER TABLE versions ADD COLUMN agents_at TEXT NOT NULL DEFAULT '0001-01-01T00:00:00.000Z';
ALTER TABLE versions ADD COLUMN specimen_at TEXT NOT NULL DEFAULT '0001-01-01T00:00:00.000Z';
ALTER TABLE versions ADD COLUMN removals_at TEXT NOT NULL DEFAULT '0001-01-01T00:00:00.000Z';

UPDATE versions
   SET portfolio_at  = instant,
       hand_overs_at = instant,
       voices_at     = instant,
       agents_at     = instant,
       specimen_at   = instant,
       removals_at   = instant;
