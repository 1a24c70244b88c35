-- Where a provider seems to have been away: from when until when, and what to do about it. Findings of no single loan lie
-- first among a provider's.
SELECT f.provider, f.code, f.after_event_at, f.until_at, f.evidence, f.suggested_action_pt, f.suggested_action
FROM {finding} f
WHERE f.provider IN (:providers)
  AND f.loan_id = ''
  AND f.status <> 'WAIVED'
  AND f.code IN ('OUTAGE_SUSPECTED', 'PROVIDER_SILENCE')
ORDER BY f.provider, f.code, f.after_event_at, f.finding_id
