-- A flood from very many addresses is bounded as a whole; the first of a network still comes through. A network is
-- known by a hash with the day's salt, as an address is.
ALTER TABLE stranger_writes ADD COLUMN network TEXT NOT NULL DEFAULT '';

CREATE INDEX stranger_writes_door ON stranger_writes (door, at);
CREATE INDEX stranger_writes_subject ON stranger_writes (door, subject, at);
CREATE INDEX stranger_writes_network ON stranger_writes (door, network, at);
