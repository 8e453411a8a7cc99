-- Who says that they cover one area, the nearest first; those without a point come last.
SELECT listing, ifnull((lat - :lat) * (lat - :lat) + (lon - :lon) * (lon - :lon), 1e9) AS flat,
  gist, apt, dial, clock, checked
FROM area_kind
WHERE kind = :kind AND level = :level AND code = :code AND apt BETWEEN :aptest AND :least_apt
ORDER BY flat, listing
LIMIT :most
