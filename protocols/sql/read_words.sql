-- What is reckoned for the words said.
SELECT word, letters, phrases, scores FROM word WHERE word IN (SELECT value FROM json_each(?))
