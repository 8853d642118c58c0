-- Names in French that files bear, as Incubation/Phases has them.
UPDATE phases SET former_names = '["accélération"]' WHERE code = 'acceleration';
UPDATE phases SET former_names = '["success","transfert","transféré"]' WHERE code = 'transfere';
