-- Loans by provider and state, and what happened to them on the business date. Money that was paid out, but of which nobody
-- has told how much, is null and not 0.
SELECT l.provider,
       l.state,
       COUNT(*)                                                                         AS loans,
       SUM(l.contracted_amount)                                                         AS contracted_amount,
       COALESCE(SUM(l.disbursed_amount), IF(COUNT(l.disbursed_at) = 0, 0, NULL))        AS disbursed_amount,
       SUM(l.paid_amount)                                                               AS paid_amount,
       COALESCE(SUM(l.created_at >= :day_start AND l.created_at < :cut_off), 0)         AS created,
       COALESCE(SUM(l.signed_at >= :day_start AND l.signed_at < :cut_off), 0)           AS signed,
       COALESCE(SUM(l.disbursed_at >= :day_start AND l.disbursed_at < :cut_off), 0)     AS disbursed,
       COALESCE(SUM(IF(l.disbursed_at >= :day_start AND l.disbursed_at < :cut_off, l.disbursed_amount, NULL)),
                IF(COUNT(IF(l.disbursed_at >= :day_start AND l.disbursed_at < :cut_off, 1, NULL)) = 0, 0, NULL)) AS disbursed_on_day,
       COALESCE(SUM(l.closed_at >= :day_start AND l.closed_at < :cut_off), 0)           AS closed
FROM {loan} l
WHERE l.events > 0
GROUP BY l.provider, l.state
ORDER BY l.provider, l.state
