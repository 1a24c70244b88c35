-- Findings that nobody waived, by code, severity and how many days they have stood; -1: nobody can say since when.
SELECT f.code,
       UPPER(f.severity) AS severity,
       CASE
           WHEN f.since IS NULL THEN -1
           WHEN DATEDIFF(:business_date, f.since) <= 0 THEN 0
           WHEN DATEDIFF(:business_date, f.since) <= 2 THEN 1
           WHEN DATEDIFF(:business_date, f.since) <= 7 THEN 3
           WHEN DATEDIFF(:business_date, f.since) <= 30 THEN 8
           ELSE 31
           END  AS age_days,
       COUNT(*) AS findings
FROM {finding} f
WHERE f.status <> 'WAIVED'
GROUP BY f.code, severity, age_days
ORDER BY f.code, severity, age_days
