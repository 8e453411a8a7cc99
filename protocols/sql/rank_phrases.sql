-- BM25 of single phrases for one word.
SELECT rowid, -bm25(phrase) FROM phrase WHERE phrase MATCH ?
