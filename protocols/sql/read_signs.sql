-- What words, families and pairs of them speak for each alert.
SELECT sign, weights FROM sign WHERE sign IN (SELECT value FROM json_each(?))
