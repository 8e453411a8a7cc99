-- A listing with a number that is for staff alone; none may be in a general pack.
SELECT listing.id
FROM main.listing AS listing, json_each(CASE phones WHEN '' THEN '[]' ELSE phones END) AS one
WHERE one.value ->> 6 LIMIT 1
