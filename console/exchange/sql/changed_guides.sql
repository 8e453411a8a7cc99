-- The files of the guides that a draft adds, drops or edits.
SELECT 'new', path FROM main.guide_file WHERE path NOT IN (SELECT path FROM base.guide_file)
UNION ALL
SELECT 'removed', path FROM base.guide_file WHERE path NOT IN (SELECT path FROM main.guide_file)
UNION ALL
SELECT 'edited', after.path FROM main.guide_file AS after JOIN base.guide_file AS before USING (path)
WHERE after.text <> before.text ORDER BY 2
