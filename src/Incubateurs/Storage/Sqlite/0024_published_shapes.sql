-- What the files of a source say that decides nothing here and that its own static API shows: order of phases and events, flags, words.
-- A database of an earlier build lacks it until the next import; what is known of the thing then stands in its place.
ALTER TABLE sources ADD COLUMN published TEXT;
