-- The nearest of one kind inside a box, by flat distance: one clustered range for each row of cells.
-- Comparing pairs keeps SQLite from building a Bloom filter over the whole table for each question.
WITH RECURSIVE band (row) AS (
  SELECT :south UNION ALL SELECT row + 1 FROM band WHERE row < :north
)
SELECT
  listing,
  (lat - :lat) * (lat - :lat) + (lon - :lon) * (lon - :lon) * (:squeeze - :lean * (lat - :lat)) AS flat,
  gist, apt, dial, clock, checked
FROM band CROSS JOIN near_kind
WHERE (kind, cell) >= (:kind, row * 3600 + :west) AND (kind, cell) <= (:kind, row * 3600 + :east)
  AND flat <= :limit AND apt BETWEEN :aptest AND :least_apt
ORDER BY flat, listing
LIMIT :most
