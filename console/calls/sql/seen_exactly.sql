-- The situations that mention the identifier of this token, the latest first.
SELECT s.id, s.first_month, s.county, s.state, s.trafficking_type, m.role, m.heard_exactly,
  (SELECT count(*) FROM signal WHERE signal.situation = s.id AND signal.situation <> '')
FROM entity e JOIN mention m ON m.entity = e.id JOIN situation s ON s.id = m.situation
WHERE e.token = ?
ORDER BY m.month DESC, s.id
LIMIT ?
