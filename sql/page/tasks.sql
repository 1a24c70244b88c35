-- What is to be done first: findings of one kind together, the worst and the dearest first, each with its dearest loans.
WITH each_finding AS (
    SELECT f.provider, f.code, UPPER(f.severity) AS severity, f.expected_event, f.loan_id, f.since, f.finding_id,
           COALESCE(l.disbursed_amount, l.contracted_amount, 0) AS exposure
    FROM {finding} f
             LEFT JOIN {loan} l ON l.provider = f.provider AND l.loan_id = f.loan_id
    WHERE f.status <> 'WAIVED'),
     each_loan AS (
    SELECT provider, code, severity, expected_event, loan_id, exposure, MIN(since) AS since, COUNT(*) AS findings,
           ROW_NUMBER() OVER (PARTITION BY provider, code, severity, expected_event ORDER BY exposure DESC, loan_id) AS place
    FROM each_finding
    GROUP BY provider, code, severity, expected_event, loan_id, exposure)
SELECT provider,
       code,
       severity,
       expected_event,
       SUM(findings)                             AS findings,
       SUM(loan_id <> '')                        AS loans,
       SUM(exposure)                             AS exposure,
       MIN(since)                                AS since,
       MAX(CASE WHEN place = 1 THEN loan_id END) AS first_loan,
       MAX(CASE WHEN place = 2 THEN loan_id END) AS second_loan,
       MAX(CASE WHEN place = 3 THEN loan_id END) AS third_loan
FROM each_loan
GROUP BY provider, code, severity, expected_event
ORDER BY FIELD(severity, 'CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'), exposure DESC, findings DESC, provider, code,
         expected_event
LIMIT 10
