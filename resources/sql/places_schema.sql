-- places.db: written once by resources/places/build.py, read only ever after.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE county (fips INTEGER PRIMARY KEY, state TEXT, name TEXT, place INTEGER, district TEXT);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, kind TEXT, name TEXT, state TEXT, country TEXT, county INTEGER,
  lat REAL, lon REAL, population INTEGER, zone INTEGER, district TEXT
);
-- A distinct name: squashed, as it sounds, and its bearers (see bearers.py). Names are numbered in alphabetical order, so
-- that all with one beginning are a range of numbers.
CREATE TABLE lex (lid INTEGER PRIMARY KEY, name TEXT NOT NULL, sound TEXT NOT NULL, bearers BLOB NOT NULL);
-- Names filed under a key (see deletes.py), as an array of their numbers, four bytes each.
CREATE TABLE dels (key INTEGER PRIMARY KEY, lids BLOB NOT NULL);
CREATE TABLE sounds (key INTEGER PRIMARY KEY, lids BLOB NOT NULL);
-- The weight of every name's best bearer, one byte each, in the order of the names.
CREATE TABLE weights (id INTEGER PRIMARY KEY CHECK (id = 1), best BLOB NOT NULL);
-- All names of a state (or of a country abroad), in the order of the names: id, weight there, sound. `has` is a
-- bit for each name of the whole index, lowest first. The sounds are long and seldom read, so they come last.
CREATE TABLE region (
  code TEXT PRIMARY KEY, lids BLOB NOT NULL, best BLOB NOT NULL, has BLOB NOT NULL, sounds TEXT NOT NULL
);
CREATE TABLE code (code TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
-- Points on the ground by quarter-degree square (see grid.py): latitude, longitude, county, time zone.
CREATE TABLE ground (square INTEGER PRIMARY KEY, spots BLOB NOT NULL);
