-- BM25 of whole guides; the weights stand for title, phrases, signs, ideas.
SELECT rowid, -bm25(page, 3.0, 3.0, 2.0, 0.0) FROM page WHERE page MATCH ?
