-- After many small updates the counts have grown past what is there: count once more what each whole degree holds.
DELETE FROM near_block;
INSERT INTO near_block (kind, block, listings)
SELECT kind, CAST(lat + 90 AS INTEGER) * 360 + CAST(lon + 180 AS INTEGER), count(*) FROM near_kind GROUP BY 1, 2;
