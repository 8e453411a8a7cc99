-- BM25 of single phrases: the best phrase speaks for its guide. Materialized, since bm25() cannot run inside a grouping.
WITH hit AS MATERIALIZED (SELECT guide, -bm25(phrase) AS score FROM phrase WHERE phrase MATCH ?)
SELECT guide, max(score) FROM hit GROUP BY guide
