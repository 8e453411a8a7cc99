-- What is overdue, and what becomes of it. ? never stands here: :today, :text, :values and :tokens are days.

-- : held
CREATE TEMP TABLE IF NOT EXISTS overdue (what TEXT, id TEXT, PRIMARY KEY (what, id)) WITHOUT ROWID;
DELETE FROM overdue;
CREATE TEMP TABLE IF NOT EXISTS held_case (id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM held_case;
INSERT INTO held_case SELECT DISTINCT situation FROM hold WHERE lifted IS NULL;
CREATE TEMP TABLE IF NOT EXISTS held_call (id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM held_call;
INSERT INTO held_call SELECT signal.id FROM held_case JOIN signal ON signal.situation = held_case.id AND signal.situation <> '';
CREATE TEMP TABLE IF NOT EXISTS held_entity (id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM held_entity;
INSERT INTO held_entity SELECT DISTINCT mention.entity FROM held_case JOIN mention ON mention.situation = held_case.id;

-- : overdue
INSERT INTO overdue SELECT 'notes', signal FROM note WHERE (expires_on <= :today OR signal IN (
    SELECT id FROM signal WHERE substr(day, 9) <> '01' AND day <= :text
  )) AND signal NOT IN (SELECT id FROM held_call);

INSERT INTO overdue SELECT 'days', id FROM signal WHERE substr(day, 9) <> '01' AND day <= :text AND id NOT IN (SELECT id FROM held_call);

INSERT INTO overdue SELECT 'dues', id FROM due
WHERE done_on <= :text AND substr(done_on, 9) <> '01' AND signal NOT IN (SELECT id FROM held_call);

INSERT OR IGNORE INTO overdue
SELECT 'links', signal.id FROM link JOIN signal ON signal.id = link.signal
WHERE link.reason <> '' AND signal.day <= :text AND signal.id NOT IN (SELECT id FROM held_call)
UNION SELECT 'links', signal.id FROM fact JOIN signal ON signal.id = substr(fact.name, 6)
WHERE fact.name LIKE 'left %' AND signal.day <= :text AND signal.id NOT IN (SELECT id FROM held_call);

INSERT INTO overdue SELECT 'cards', id FROM card
WHERE (expires_on <= :today OR done_on IS NOT NULL) AND signal NOT IN (SELECT id FROM held_call);

INSERT INTO overdue SELECT 'values', id FROM entity
WHERE value IS NOT NULL AND last_month <= :values AND id NOT IN (SELECT id FROM held_entity);

INSERT INTO overdue SELECT 'tokens', id FROM entity WHERE last_month <= :tokens AND id NOT IN (SELECT id FROM held_entity);

-- : oldest
SELECT min(due) FROM (
  SELECT (SELECT expires_on FROM note WHERE signal NOT IN (SELECT id FROM held_call) ORDER BY expires_on LIMIT 1) AS due
  UNION ALL
  SELECT (SELECT date(day, :text_days) FROM signal
          WHERE substr(day, 9) <> '01' AND id NOT IN (SELECT id FROM held_call) ORDER BY day LIMIT 1)
  UNION ALL
  SELECT (SELECT min(expires_on) FROM card WHERE signal NOT IN (SELECT id FROM held_call))
  UNION ALL
  SELECT (SELECT date(last_month, :values_months) FROM entity
          WHERE value IS NOT NULL AND id NOT IN (SELECT id FROM held_entity) ORDER BY last_month LIMIT 1)
  UNION ALL
  SELECT (SELECT date(last_month, :tokens_months) FROM entity
          WHERE id NOT IN (SELECT id FROM held_entity) ORDER BY last_month LIMIT 1)
)
