-- Phases that had not begun when they were written. The mark is taken off when they do, and `phase.started` is appended
-- with it. What began before this file was run was never announced and is not announced now.
ALTER TABLE startup_phases ADD COLUMN planned INTEGER NOT NULL DEFAULT 0 CHECK (planned IN (0, 1));

UPDATE startup_phases SET planned = 1 WHERE starts_on > date('now') AND known_to = 9223372036854775807;

CREATE INDEX startup_phases_planned ON startup_phases (starts_on) WHERE planned = 1;
