-- The situations that mention an identifier which shares one of these tokens, but is not the same; the latest first.
SELECT s.id, s.first_month, s.county, s.state, s.trafficking_type, m.role, m.heard_exactly,
  (SELECT count(*) FROM signal WHERE signal.situation = s.id AND signal.situation <> '')
FROM (SELECT DISTINCT entity FROM fold WHERE token IN (:folds)) f
  JOIN entity e ON e.id = f.entity JOIN mention m ON m.entity = e.id JOIN situation s ON s.id = m.situation
WHERE e.token <> ?
ORDER BY m.month DESC, s.id
LIMIT ?
