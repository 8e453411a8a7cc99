-- What became of the referrals to a listing: given, well (the caller was helped) or badly. No call is named.
CREATE TABLE outcome (
  number INTEGER PRIMARY KEY, listing INTEGER NOT NULL, on_day TEXT NOT NULL, went TEXT NOT NULL, by_whom TEXT NOT NULL
);
CREATE INDEX outcome_of ON outcome (listing);

-- Whom staff call there. It stays in this file: no listing, export or generation carries it.
CREATE TABLE contact (
  listing INTEGER PRIMARY KEY, said TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL
);
