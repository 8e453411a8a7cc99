-- What a desk keeps beside the listings of its own: where each came from, and every change, field by field.

-- `edited` maps a field changed by hand to what the source last said of it (JSON), '' where nothing was.
CREATE TABLE held (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, record_hash BLOB NOT NULL, edited TEXT NOT NULL DEFAULT '',
  missing_since TEXT NOT NULL DEFAULT '', absences INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE source_file (
  source TEXT PRIMARY KEY, file_sha256 TEXT NOT NULL, imported_at TEXT NOT NULL, listings INTEGER NOT NULL
) WITHOUT ROWID;

-- One import or one edit; `undone` tells that it was taken back.
CREATE TABLE change (
  number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, by_whom TEXT NOT NULL, action TEXT NOT NULL,
  source TEXT NOT NULL, file_before TEXT NOT NULL DEFAULT '', undone INTEGER NOT NULL DEFAULT 0
);

-- The old and the new value of one field in one change. Field '' means that the listing itself began here.
CREATE TABLE history (
  change INTEGER NOT NULL, listing INTEGER NOT NULL, field TEXT NOT NULL, old, new,
  PRIMARY KEY (change, listing, field)
) WITHOUT ROWID;
CREATE INDEX history_of ON history (listing);

-- A source now says something else of a field that was corrected by hand: both are kept until somebody decides.
CREATE TABLE conflict (
  listing INTEGER NOT NULL, field TEXT NOT NULL, ours, theirs, at TEXT NOT NULL, PRIMARY KEY (listing, field)
) WITHOUT ROWID;

-- Reports from calls: just confirmed, or wrong.
CREATE TABLE report (
  number INTEGER PRIMARY KEY, listing INTEGER NOT NULL, at TEXT NOT NULL, by_whom TEXT NOT NULL,
  what TEXT NOT NULL, note TEXT NOT NULL, settled INTEGER NOT NULL DEFAULT 0
);
