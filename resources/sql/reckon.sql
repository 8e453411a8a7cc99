-- What comes for the first time; the table of changed fields is filled row by row afterwards.
CREATE TEMP TABLE fresh AS
SELECT id FROM incoming WHERE id NOT IN (SELECT id FROM held) ORDER BY id;

CREATE TEMP TABLE delta (listing INTEGER NOT NULL, field TEXT NOT NULL, old, new, PRIMARY KEY (listing, field)) WITHOUT ROWID;
