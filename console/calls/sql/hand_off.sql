SELECT referral.id, coalesce(signal.day, referral.made_month) AS since
FROM referral LEFT JOIN signal ON signal.id = referral.signal
WHERE referral.outcome = 'warm_handoff' AND referral.made_month >= ? AND since >= ?
  AND NOT EXISTS (SELECT 1 FROM due WHERE due.id = referral.id)
ORDER BY since, referral.id
