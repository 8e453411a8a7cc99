-- Free places as somebody saw them: an observation of a moment, which expires.
CREATE TABLE vacancy (
  number INTEGER PRIMARY KEY, listing INTEGER NOT NULL, population TEXT NOT NULL, free INTEGER NOT NULL,
  seen_at TEXT NOT NULL, by_whom TEXT NOT NULL, expires_at TEXT NOT NULL
);
CREATE INDEX vacancy_of ON vacancy (listing, population);
