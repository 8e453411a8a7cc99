-- What the hub is to know and does not know yet: one row a thing, in the change that kept, changed or deleted it, by
-- whatever hand. Nothing is written here while the desk belongs to no hub. The content is read when it is sent; `sha256`
-- is of what the hub confirmed last, `desk` is the desk that made this version, and `sealed` is a box once it is closed.
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1,
  desk TEXT NOT NULL, sealed BLOB, sha256 TEXT NOT NULL DEFAULT '', sent INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, id)
);
CREATE INDEX outbox_waiting ON outbox (seq) WHERE sent = 0;
CREATE INDEX outbox_aside ON outbox (seq) WHERE sent = 2;

-- Insert a thing here, and it waits for the hub in a version of its own.
CREATE VIEW changed (kind, id) AS SELECT kind, id FROM outbox;
CREATE TRIGGER changed_waits INSTEAD OF INSERT ON changed
WHEN EXISTS (SELECT 1 FROM fact WHERE name = 'hub') AND NOT EXISTS (SELECT 1 FROM fact WHERE name = 'hub_dropping')
BEGIN
  INSERT INTO outbox (kind, id, desk)
    VALUES (NEW.kind, NEW.id, coalesce((SELECT CAST(value AS TEXT) FROM fact WHERE name = 'desk'), ''))
    ON CONFLICT (kind, id) DO UPDATE SET version = version + 1, desk = excluded.desk, sealed = NULL, sent = 0;
END;

CREATE TRIGGER signal_new AFTER INSERT ON signal BEGIN INSERT INTO changed VALUES ('signal', NEW.id); END;
CREATE TRIGGER signal_other AFTER UPDATE ON signal BEGIN INSERT INTO changed VALUES ('signal', NEW.id); END;
CREATE TRIGGER signal_gone AFTER DELETE ON signal BEGIN INSERT INTO changed VALUES ('signal', OLD.id); END;
CREATE TRIGGER situation_new AFTER INSERT ON situation BEGIN INSERT INTO changed VALUES ('situation', NEW.id); END;
CREATE TRIGGER situation_other AFTER UPDATE ON situation BEGIN INSERT INTO changed VALUES ('situation', NEW.id); END;
CREATE TRIGGER situation_gone AFTER DELETE ON situation BEGIN INSERT INTO changed VALUES ('situation', OLD.id); END;
CREATE TRIGGER referral_new AFTER INSERT ON referral BEGIN INSERT INTO changed VALUES ('referral', NEW.id); END;
CREATE TRIGGER referral_other AFTER UPDATE ON referral BEGIN INSERT INTO changed VALUES ('referral', NEW.id); END;
CREATE TRIGGER referral_gone AFTER DELETE ON referral BEGIN INSERT INTO changed VALUES ('referral', OLD.id); END;
CREATE TRIGGER consent_new AFTER INSERT ON consent BEGIN INSERT INTO changed VALUES ('consent', NEW.id); END;
CREATE TRIGGER consent_other AFTER UPDATE ON consent BEGIN INSERT INTO changed VALUES ('consent', NEW.id); END;
CREATE TRIGGER consent_gone AFTER DELETE ON consent BEGIN INSERT INTO changed VALUES ('consent', OLD.id); END;
CREATE TRIGGER hold_new AFTER INSERT ON hold BEGIN INSERT INTO changed VALUES ('hold', NEW.id); END;
CREATE TRIGGER hold_other AFTER UPDATE ON hold BEGIN INSERT INTO changed VALUES ('hold', NEW.id); END;
CREATE TRIGGER hold_gone AFTER DELETE ON hold BEGIN INSERT INTO changed VALUES ('hold', OLD.id); END;
CREATE TRIGGER entity_new AFTER INSERT ON entity BEGIN INSERT INTO changed VALUES ('entity', NEW.id); END;
CREATE TRIGGER entity_other AFTER UPDATE ON entity BEGIN INSERT INTO changed VALUES ('entity', NEW.id); END;
CREATE TRIGGER entity_gone AFTER DELETE ON entity BEGIN INSERT INTO changed VALUES ('entity', OLD.id); END;
CREATE TRIGGER fold_new AFTER INSERT ON fold BEGIN INSERT INTO changed VALUES ('entity', NEW.entity); END;
CREATE TRIGGER fold_gone AFTER DELETE ON fold BEGIN INSERT INTO changed VALUES ('entity', OLD.entity); END;

-- Whether an identifier may leave depends on whose it is, which its mentions say.
CREATE TRIGGER mention_new AFTER INSERT ON mention BEGIN
  INSERT INTO changed VALUES ('mention', NEW.entity || '.' || NEW.situation || '.' || NEW.role);
  INSERT INTO changed VALUES ('entity', NEW.entity);
END;
CREATE TRIGGER mention_other AFTER UPDATE ON mention BEGIN
  INSERT INTO changed VALUES ('mention', OLD.entity || '.' || OLD.situation || '.' || OLD.role);
  INSERT INTO changed VALUES ('mention', NEW.entity || '.' || NEW.situation || '.' || NEW.role);
  INSERT INTO changed VALUES ('entity', OLD.entity);
  INSERT INTO changed VALUES ('entity', NEW.entity);
END;
CREATE TRIGGER mention_gone AFTER DELETE ON mention BEGIN
  INSERT INTO changed VALUES ('mention', OLD.entity || '.' || OLD.situation || '.' || OLD.role);
  INSERT INTO changed VALUES ('entity', OLD.entity);
END;

-- A note leaves only sealed to the hub, from a desk that is set to do so.
CREATE TRIGGER note_new AFTER INSERT ON note WHEN EXISTS (SELECT 1 FROM fact WHERE name = 'hub_seal')
BEGIN INSERT INTO changed VALUES ('narrative', NEW.signal); END;
CREATE TRIGGER note_other AFTER UPDATE ON note WHEN EXISTS (SELECT 1 FROM fact WHERE name = 'hub_seal')
BEGIN INSERT INTO changed VALUES ('narrative', NEW.signal); END;
CREATE TRIGGER note_gone AFTER DELETE ON note WHEN EXISTS (SELECT 1 FROM fact WHERE name = 'hub_seal')
BEGIN INSERT INTO changed VALUES ('narrative', OLD.signal); END;
