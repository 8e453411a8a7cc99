SELECT p.id, p.name, p.kind, coalesce(c.name, ''), p.county, p.state, p.country, p.lat, p.lon, p.population,
       coalesce(z.name, ''), p.district
FROM place p LEFT JOIN county c ON c.fips = p.county LEFT JOIN zone z ON z.id = p.zone
