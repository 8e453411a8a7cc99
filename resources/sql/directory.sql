-- The listing table is truth (resources/schema.py writes it from the fields of a listing).
-- Everything below is derived from listing and can be built again from it.

-- What ranking needs stands beside the key, so that only listings that are shown are read whole: `gist` whom they serve,
-- `apt` miles for being less than made for the kind, `dial` the first number (0 where none), `clock` when it is open
-- (0 where unknown), `checked` the day of the last check of the number (0 where never).

-- Who is near: cells of a tenth of a degree, clustered by kind.
CREATE TABLE near_kind (
  kind TEXT NOT NULL, cell INTEGER NOT NULL, listing INTEGER NOT NULL,
  lat REAL NOT NULL, lon REAL NOT NULL, gist TEXT NOT NULL, apt REAL NOT NULL,
  dial INTEGER NOT NULL, clock INTEGER NOT NULL, checked INTEGER NOT NULL,
  PRIMARY KEY (kind, cell, listing)
) WITHOUT ROWID;

-- About how many of a kind each whole degree holds: empty country is never searched, and cities in small rings first.
-- Counts only ever grow; they are for choosing rings, not for showing.
CREATE TABLE near_block (
  kind TEXT NOT NULL, block INTEGER NOT NULL, listings INTEGER NOT NULL, PRIMARY KEY (kind, block)
) WITHOUT ROWID;

-- Who covers a zip, county, state or country; and the town or county that a police agency belongs to.
CREATE TABLE area_kind (
  kind TEXT NOT NULL, level TEXT NOT NULL, code TEXT NOT NULL, listing INTEGER NOT NULL,
  lat REAL, lon REAL, gist TEXT NOT NULL, apt REAL NOT NULL,
  dial INTEGER NOT NULL, clock INTEGER NOT NULL, checked INTEGER NOT NULL,
  PRIMARY KEY (kind, level, code, listing)
) WITHOUT ROWID;

-- The weeks of opening hours that occur, as 336 half hours; hundreds of listings share one.
CREATE TABLE clock (
  id INTEGER PRIMARY KEY, zone TEXT NOT NULL, week BLOB NOT NULL, UNIQUE (zone, week)
);

-- At which levels a kind covers anything at all.
CREATE TABLE area_level (
  kind TEXT NOT NULL, level TEXT NOT NULL, PRIMARY KEY (kind, level)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5 (
  service, organisation, about, place,
  content = '', tokenize = "unicode61 remove_diacritics 2"
);

-- Words as written, with the keys under which a misspelt or misheard one finds them.
CREATE TABLE word (
  word TEXT PRIMARY KEY, listings INTEGER NOT NULL, names INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE word_key (
  key TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (key, word)
) WITHOUT ROWID;
