-- What the words said, and the pairs of them, tell.
SELECT feature, weights FROM feature WHERE feature IN (SELECT value FROM json_each(?))
