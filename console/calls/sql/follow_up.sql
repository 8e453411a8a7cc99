SELECT referral.id, coalesce(signal.day, referral.made_month) AS since, coalesce(signal.situation, '')
FROM referral LEFT JOIN signal ON signal.id = referral.signal
WHERE referral.outcome IN ('offered', 'unknown')
ORDER BY referral.made_month, since, referral.id
LIMIT ?
