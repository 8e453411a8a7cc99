-- The nearest of one kind inside a box, by flat distance: one clustered range for each row of cells.
WITH RECURSIVE band (row) AS (
  SELECT :south UNION ALL SELECT row + 1 FROM band WHERE row < :north
)
SELECT listing, lat, lon, gist
FROM band CROSS JOIN near_kind
WHERE kind = :kind AND cell BETWEEN row * 3600 + :west AND row * 3600 + :east
ORDER BY (lat - :lat) * (lat - :lat) + (lon - :lon) * (lon - :lon) * :squeeze, listing
LIMIT :most
