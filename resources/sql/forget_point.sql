-- The town and a coarse point are all that a confidential place shows.
UPDATE listing SET
  street = '', zip = '', site = '',
  lat = CASE WHEN precision IN ('town', 'region') THEN lat ELSE round(lat, 1) END,
  lon = CASE WHEN precision IN ('town', 'region') THEN lon ELSE round(lon, 1) END,
  precision = CASE WHEN lat IS NULL THEN 'none' ELSE 'region' END
WHERE id = :id;
