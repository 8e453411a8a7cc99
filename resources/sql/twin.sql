-- Pairs of listings that a person found to be two places, never to be asked about again; the smaller id first.
CREATE TABLE twin (
  first INTEGER NOT NULL, second INTEGER NOT NULL, at TEXT NOT NULL, by_whom TEXT NOT NULL,
  PRIMARY KEY (first, second)
) WITHOUT ROWID;
