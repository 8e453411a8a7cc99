INSERT INTO address VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (listing) DO UPDATE SET
  street = excluded.street, city = excluded.city, state = excluded.state, zip = excluded.zip,
  lat = excluded.lat, lon = excluded.lon, source = excluded.source, kept_on = excluded.kept_on
WHERE (street, city, state, zip, lat, lon) IS NOT
  (excluded.street, excluded.city, excluded.state, excluded.zip, excluded.lat, excluded.lon);
