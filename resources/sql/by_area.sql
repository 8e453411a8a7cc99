-- Who says that they cover one area, the nearest first; those without a point come last.
SELECT listing, lat, lon, gist
FROM area_kind
WHERE kind = :kind AND level = :level AND code = :code
ORDER BY lat IS NULL, (lat - :lat) * (lat - :lat) + (lon - :lon) * (lon - :lon), listing
LIMIT :most
