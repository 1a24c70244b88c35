-- Every finding that stands, with what was decided of it (OPEN, ACKNOWLEDGED, WAIVED), by provider, loan, code and id. A finding of no single loan (UNKNOWN_TYPE) has no loan_id.
-- columns:
--   business_date     date
--   finding_id        text
--   code              text
--   severity          text
--   status            text
--   provider          text
--   loan_id           text
--   contract_number   text
--   expected_event    text
--   after_event       text
--   after_event_at    instant
--   due_at            instant
--   hours_late        number
--   since             date
--   evidence          free-text
--   suggested_action  free-text
SELECT CAST(:business_date AS DATE) AS business_date,
       f.finding_id,
       f.code,
       LOWER(f.severity) AS severity,
       f.status,
       f.provider,
       f.loan_id,
       l.contract_number,
       f.expected_event,
       f.after_event,
       f.after_event_at,
       f.due_at,
       -- Exact down to the microsecond, and down for a time still ahead too: an hour counts once it is whole.
       FLOOR(TIMESTAMPDIFF(MICROSECOND, f.due_at, :cut_off) * 0.000001 / 3600) AS hours_late,
       f.since,
       f.evidence,
       f.suggested_action
FROM {finding} f
         LEFT JOIN {loan} l ON l.provider = f.provider AND l.loan_id = f.loan_id
ORDER BY f.provider, f.loan_id, f.code, f.finding_id
