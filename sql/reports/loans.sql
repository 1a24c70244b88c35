-- Every loan that has an event before the cut-off, by provider and loan. What was waived is no open finding; what was
-- acknowledged is one.
-- columns:
--   business_date      date
--   provider           text
--   loan_id            text
--   contract_number    text
--   lifecycle          text
--   state              text
--   inferred           boolean
--   created_at         instant
--   signed_at          instant
--   disbursed_at       instant
--   closed_at          instant
--   contracted_amount  amount
--   disbursed_amount   amount
--   paid_amount        amount
--   installments       number
--   installments_paid  number
--   days_past_due      number
--   first_event_at     instant
--   last_event_at      instant
--   events             number
--   duplicates         number
--   open_findings      number
--   provisional        boolean
SELECT CAST(:business_date AS DATE) AS business_date,
       l.provider,
       l.loan_id,
       l.contract_number,
       l.lifecycle,
       l.state,
       l.inferred,
       l.created_at,
       l.signed_at,
       l.disbursed_at,
       l.closed_at,
       l.contracted_amount,
       l.disbursed_amount,
       l.paid_amount,
       l.installments,
       l.installments_paid,
       GREATEST(COALESCE(DATEDIFF(:business_date, l.overdue_since), 0), 0) AS days_past_due,
       l.first_event_at,
       l.last_event_at,
       l.events,
       l.duplicates,
       (SELECT COUNT(*) FROM {finding} f
        WHERE f.provider = l.provider AND f.loan_id = l.loan_id AND f.status <> 'WAIVED') AS open_findings,
       l.provisional
FROM {loan} l
WHERE l.events > 0
ORDER BY l.provider, l.loan_id
