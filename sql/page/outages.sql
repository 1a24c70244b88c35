-- Where a provider seems to have been away: from when, and what to do about it.
SELECT f.provider, f.code, f.after_event_at, f.suggested_action_pt, f.suggested_action
FROM {finding} f
WHERE f.status <> 'WAIVED'
  AND f.loan_id = ''
  AND f.code IN ('OUTAGE_SUSPECTED', 'PROVIDER_SILENCE')
ORDER BY f.provider, f.after_event_at, f.finding_id
