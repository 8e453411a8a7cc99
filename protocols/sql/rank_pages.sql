-- BM25 of whole guides for one word; the weights stand for title, phrases, signs.
SELECT rowid, -bm25(page, 3.0, 3.0, 2.0) FROM page WHERE page MATCH ?
