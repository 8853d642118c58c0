-- A phase that a hand-over wrote carries its id; its reason is what an agent said, and not a sentence of ours.
ALTER TABLE startup_phases ADD COLUMN hand_over_id TEXT;

UPDATE startup_phases
   SET hand_over_id = substr(reason, 11),
       reason       = NULL
 WHERE substr(reason, 1, 10) = 'hand-over '
   AND EXISTS (SELECT 1 FROM hand_overs h WHERE h.id = substr(reason, 11));
