-- The money of the loans that have findings: what was disbursed, else what was contracted. A loan counts once for each
-- code, and once for all of them (''). What is only for information puts no money at risk.
SELECT '' AS code, COUNT(*) AS loans, COALESCE(SUM(COALESCE(l.disbursed_amount, l.contracted_amount)), 0) AS exposure
FROM (SELECT DISTINCT f.provider, f.loan_id FROM {finding} f WHERE f.status <> 'WAIVED' AND UPPER(f.severity) <> 'INFO') d
         JOIN {loan} l ON l.provider = d.provider AND l.loan_id = d.loan_id
UNION ALL
SELECT d.code, COUNT(*), COALESCE(SUM(COALESCE(l.disbursed_amount, l.contracted_amount)), 0)
FROM (SELECT DISTINCT f.code, f.provider, f.loan_id FROM {finding} f WHERE f.status <> 'WAIVED' AND UPPER(f.severity) <> 'INFO') d
         JOIN {loan} l ON l.provider = d.provider AND l.loan_id = d.loan_id
GROUP BY d.code
ORDER BY code
