-- The call log. Every id is random: it tells neither when nor where. Free text stands apart from the codes.
CREATE TABLE signal (
  id TEXT PRIMARY KEY, day TEXT NOT NULL, hour_band INTEGER NOT NULL, channel TEXT NOT NULL, language TEXT NOT NULL,
  duration_s INTEGER, signal_type TEXT NOT NULL, caller TEXT NOT NULL, how_heard TEXT NOT NULL, county TEXT NOT NULL,
  state TEXT NOT NULL, situation TEXT NOT NULL, protocol TEXT NOT NULL, protocol_version TEXT NOT NULL,
  disposition TEXT NOT NULL, first_help_s INTEGER, finished INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX signal_situation ON signal (situation) WHERE situation <> '';
CREATE INDEX signal_day ON signal (day);
-- Those whose day is not yet coarsened to its month.
CREATE INDEX signal_dated ON signal (day) WHERE substr(day, 9) <> '01';
CREATE INDEX signal_open ON signal (id) WHERE finished = 0;

CREATE TABLE situation (
  id TEXT PRIMARY KEY, first_month TEXT NOT NULL, trafficking_type TEXT NOT NULL, venue TEXT NOT NULL, isic TEXT NOT NULL,
  controls TEXT NOT NULL, recruitment TEXT NOT NULL, relationship TEXT NOT NULL, minors TEXT NOT NULL,
  gender_band TEXT NOT NULL, victims TEXT NOT NULL, status TEXT NOT NULL, state TEXT NOT NULL, county TEXT NOT NULL,
  place_confidence INTEGER, place_type TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX situation_place ON situation (county, first_month);

CREATE TABLE referral (
  id TEXT PRIMARY KEY, signal TEXT NOT NULL, listing INTEGER NOT NULL, kind TEXT NOT NULL, made_month TEXT NOT NULL,
  outcome TEXT NOT NULL, situation TEXT NOT NULL, spoken_consent INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX referral_signal ON referral (signal);
CREATE INDEX referral_situation ON referral (situation) WHERE situation <> '';
CREATE INDEX referral_open ON referral (made_month, outcome) WHERE outcome IN ('offered', 'unknown');
CREATE INDEX referral_handed ON referral (made_month, signal) WHERE outcome = 'warm_handoff';

-- A short note in the specialist's own words, apart from the codes so that it can go first.
CREATE TABLE note (signal TEXT PRIMARY KEY, text TEXT NOT NULL, expires_on TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX note_expires ON note (expires_on);

-- Suspects', venues' and vehicles' identifiers. `value` is sealed to the analyst's key; tokens link without it.
CREATE TABLE entity (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, token TEXT NOT NULL UNIQUE, value BLOB, last_month TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX entity_month ON entity (last_month);
CREATE INDEX entity_valued ON entity (last_month) WHERE value IS NOT NULL;
CREATE TABLE fold (token TEXT NOT NULL, entity TEXT NOT NULL, PRIMARY KEY (token, entity)) WITHOUT ROWID;
CREATE INDEX fold_entity ON fold (entity);
CREATE TABLE mention (
  situation TEXT NOT NULL, entity TEXT NOT NULL, role TEXT NOT NULL, heard_exactly INTEGER NOT NULL, month TEXT NOT NULL,
  PRIMARY KEY (entity, situation, role)
) WITHOUT ROWID;
CREATE INDEX mention_situation ON mention (situation);

CREATE TABLE consent (
  id TEXT PRIMARY KEY, situation TEXT NOT NULL, scope TEXT NOT NULL, given_on TEXT NOT NULL, expires_on TEXT NOT NULL,
  form TEXT NOT NULL, withdrawn_on TEXT
) WITHOUT ROWID;
CREATE INDEX consent_situation ON consent (situation);

-- A promised call-back: whom to call, how, and what may be said is in one sealed body, and goes with it.
CREATE TABLE card (
  id TEXT PRIMARY KEY, signal TEXT NOT NULL, opens TEXT NOT NULL, due TEXT NOT NULL, zone TEXT NOT NULL,
  expires_on TEXT NOT NULL, owner TEXT NOT NULL, done_on TEXT, body BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX card_due ON card (due);

-- What one shift owes the next besides call-backs: transfers not confirmed, reports that a duty asks for.
CREATE TABLE due (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, signal TEXT NOT NULL, rule TEXT NOT NULL, deadline TEXT NOT NULL,
  agency TEXT NOT NULL, reference TEXT NOT NULL, owner TEXT NOT NULL, done_on TEXT
) WITHOUT ROWID;
CREATE INDEX due_open ON due (deadline) WHERE done_on IS NULL;

-- Two calls tied to one situation by hand, so that it can be taken back.
CREATE TABLE link (
  id INTEGER PRIMARY KEY, signal TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, reason TEXT NOT NULL,
  made_by TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0
);

-- Each time that something of a case left: to whom it may, on what ground, and who let it.
CREATE TABLE release (
  id TEXT PRIMARY KEY, situation TEXT NOT NULL, scope TEXT NOT NULL, basis TEXT NOT NULL, ground TEXT NOT NULL,
  rule TEXT NOT NULL, released_on TEXT NOT NULL, made_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX release_situation ON release (situation);

CREATE TABLE hold (id TEXT PRIMARY KEY, situation TEXT NOT NULL, reason TEXT NOT NULL, since TEXT NOT NULL,
  lifted TEXT) WITHOUT ROWID;

CREATE TABLE audit_head (one INTEGER PRIMARY KEY CHECK (one = 1), line TEXT NOT NULL);
CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
