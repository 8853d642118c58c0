-- A type of change is a resource and a verb. A reason is what an agent wrote, and no sentence of ours; of a control nothing is public
-- but that there was one; a decision is a code.
UPDATE changes
   SET type = CASE type
              WHEN 'handOver.secondment' THEN 'secondment.added'
              WHEN 'handOver.adaptation' THEN 'adaptation.set'
              WHEN 'handOver.cost' THEN 'cost.set'
              WHEN 'handOver.followUp' THEN 'followUp.added'
              WHEN 'handOver.hostRetained' THEN 'host.retained'
              ELSE 'administration.registered'
              END
 WHERE type IN ('handOver.secondment', 'handOver.adaptation', 'handOver.cost', 'handOver.followUp', 'handOver.hostRetained',
               'administration.added');

UPDATE changes
   SET data = json_remove(data, '$.reason')
 WHERE type = 'handOver.reopened'
   AND json_extract(data, '$.reason') IN ('control not confirmed', 'candidacy withdrawn');

UPDATE changes
   SET data = json_remove(data, '$.after')
 WHERE type = 'handOver.controlled';

UPDATE changes
   SET data = json_set(data, '$.after.status', CASE json_extract(data, '$.after.status') WHEN 0 THEN 'resolved' ELSE 'dismissed' END)
 WHERE type = 'report.resolved'
   AND json_type(data, '$.after.status') = 'integer';
