-- The n-grams of what was said that any guide holds.
SELECT weight, places, weights FROM gram WHERE gram IN (SELECT value FROM json_each(?))
