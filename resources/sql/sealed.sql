-- The exact address of each listing whose place is confidential; `listing` is its id in every store.
CREATE TABLE address (
  listing INTEGER PRIMARY KEY, street TEXT NOT NULL, city TEXT NOT NULL, state TEXT NOT NULL, zip TEXT NOT NULL,
  lat REAL, lon REAL, source TEXT NOT NULL, kept_on TEXT NOT NULL
);

-- The last line of the audit, whole: cutting the end of the plain file shows, and a line lost in a crash is put back.
CREATE TABLE audit_head (one INTEGER PRIMARY KEY CHECK (one = 1), line TEXT NOT NULL);
