-- What a field laptop forgets: rows whose latest version the hub has confirmed, of calls that are over. Cards, dues and
-- holds stay, since they are owed here.
CREATE TEMP TABLE IF NOT EXISTS kept_case (id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM kept_case;
INSERT OR IGNORE INTO kept_case SELECT situation FROM signal WHERE finished = 0
  OR id NOT IN (SELECT id FROM outbox WHERE kind = 'signal' AND sent = 1);
DELETE FROM note WHERE signal IN (SELECT id FROM outbox WHERE kind = 'narrative' AND sent = 1)
  AND signal IN (SELECT id FROM signal WHERE finished = 1);
DELETE FROM referral WHERE id IN (SELECT id FROM outbox WHERE kind = 'referral' AND sent = 1)
  AND signal NOT IN (SELECT id FROM signal WHERE finished = 0);
DELETE FROM consent WHERE id IN (SELECT id FROM outbox WHERE kind = 'consent' AND sent = 1)
  AND situation NOT IN (SELECT id FROM kept_case);
DELETE FROM mention WHERE entity || '.' || situation || '.' || role IN
  (SELECT id FROM outbox WHERE kind = 'mention' AND sent = 1) AND situation NOT IN (SELECT id FROM kept_case);
DELETE FROM fold WHERE entity NOT IN (SELECT entity FROM mention)
  AND entity IN (SELECT id FROM outbox WHERE kind = 'entity' AND sent = 1);
DELETE FROM entity WHERE id NOT IN (SELECT entity FROM mention)
  AND id IN (SELECT id FROM outbox WHERE kind = 'entity' AND sent = 1);
DELETE FROM link WHERE signal IN (SELECT id FROM outbox WHERE kind = 'signal' AND sent = 1)
  AND signal IN (SELECT id FROM signal WHERE finished = 1);
DELETE FROM situation WHERE id IN (SELECT id FROM outbox WHERE kind = 'situation' AND sent = 1)
  AND id NOT IN (SELECT id FROM kept_case);
DELETE FROM signal WHERE finished = 1 AND id IN (SELECT id FROM outbox WHERE kind = 'signal' AND sent = 1)
  AND id NOT IN (SELECT signal FROM note)
