-- One compiled library of guides: written once, renamed into place, then only read.
PRAGMA page_size = 4096;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- `place` numbers the guides; grams and ranks refer to it. `kept` is 1 where the last good version stands in for a faulty file.
CREATE TABLE guide (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, body TEXT NOT NULL, kept INTEGER NOT NULL);
CREATE TABLE fault (file TEXT NOT NULL, line INTEGER NOT NULL, message TEXT NOT NULL, fix TEXT NOT NULL, severity TEXT NOT NULL);
-- What callers say, by phrase; words are already folded, so that only endings are left to the stemmer.
CREATE VIRTUAL TABLE phrase USING fts5 (guide UNINDEXED, words, tokenize = 'porter unicode61 remove_diacritics 2');
-- Character n-grams: for each, its own weight and the guides it occurs in (two bytes a place, four bytes a weight).
CREATE TABLE gram (gram TEXT PRIMARY KEY, weight REAL NOT NULL, places BLOB NOT NULL, weights BLOB NOT NULL) WITHOUT ROWID;
-- What each known word says for each guide, reckoned beforehand: shared letters by guide, BM25 by phrase.
CREATE TABLE word (word TEXT PRIMARY KEY, letters BLOB NOT NULL, phrases BLOB NOT NULL, scores BLOB NOT NULL) WITHOUT ROWID;
-- What each root of a word, and each pair of roots, tells for each guide.
CREATE TABLE feature (feature TEXT PRIMARY KEY, weights BLOB NOT NULL) WITHOUT ROWID;
-- What each word, family of words, and pair of them speaks for each alert, as learned from calls.
CREATE TABLE sign (sign TEXT PRIMARY KEY, weights BLOB NOT NULL) WITHOUT ROWID;
-- Everyday words: right as typed, never repaired.
CREATE TABLE real_word (word TEXT PRIMARY KEY) WITHOUT ROWID;
