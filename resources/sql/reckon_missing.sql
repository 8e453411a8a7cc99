-- Listings of the source that the file no longer has. Missing is not gone: hidden only at the third absence in a row.
INSERT INTO delta
SELECT id, 'held.absences', absences, absences + 1 FROM held
WHERE source = :source AND absences < 3 AND id NOT IN (SELECT id FROM incoming);

INSERT INTO delta
SELECT listing, 'held.missing_since', '', date('now') FROM delta
WHERE field = 'held.absences' AND new = 1 AND :source <> '';

INSERT INTO delta
SELECT listing.id, 'hidden', listing.hidden, :gone FROM delta JOIN listing ON listing.id = delta.listing
WHERE field = 'held.absences' AND delta.new = 3 AND listing.hidden = '';
