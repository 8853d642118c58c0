-- What an administration is called in the State's directory. Versions of before said nothing of it: the next import adds one.
ALTER TABLE administration_versions ADD COLUMN directory_id TEXT;
