-- The situations that mention one of these identifiers, the latest first.
SELECT s.id, s.first_month, s.county, s.state, s.trafficking_type, m.role, m.heard_exactly,
  (SELECT count(*) FROM signal WHERE signal.situation = s.id AND signal.situation <> '')
FROM mention m JOIN situation s ON s.id = m.situation
WHERE m.entity IN (:entities)
ORDER BY m.month DESC, s.id
LIMIT ?
