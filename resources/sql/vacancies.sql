-- The last observation of each listing and population; whether it still holds is for the moment that asks.
SELECT listing, population, free, seen_at, by_whom, expires_at FROM vacancy
WHERE number IN (SELECT max(number) FROM vacancy GROUP BY listing, population)
ORDER BY listing, population
