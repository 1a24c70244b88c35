-- Loans that were paid out and have not ended, by the days for which their oldest instalment that is reported overdue and not
-- paid is past due (days_past_due of `loans`); every bucket, also an empty one. What cannot be told of a loan counts as 0.
-- pt-BR: inadimplencia
-- columns:
--   business_date       date    data_base
--   bucket              word    faixa
--   loans               number  emprestimos
--   overdue_amount      amount  valor_em_atraso
--   outstanding_amount  amount  saldo_devedor
SELECT CAST(:business_date AS DATE) AS business_date,
       b.bucket,
       COUNT(l.days) AS loans,
       COALESCE(SUM(l.overdue_amount), 0) AS overdue_amount,
       COALESCE(SUM(l.outstanding_amount), 0) AS outstanding_amount
FROM (SELECT 0 AS from_days, 0 AS to_days, '0' AS bucket
      UNION ALL SELECT 1, 15, '1-15'
      UNION ALL SELECT 16, 30, '16-30'
      UNION ALL SELECT 31, 60, '31-60'
      UNION ALL SELECT 61, 90, '61-90'
      UNION ALL SELECT 91, 120, '91-120'
      UNION ALL SELECT 121, 150, '121-150'
      UNION ALL SELECT 151, 180, '151-180'
      UNION ALL SELECT 181, 360, '181-360'
      UNION ALL SELECT 361, 1000000, '>360') b
         LEFT JOIN (SELECT GREATEST(COALESCE(DATEDIFF(:business_date, overdue_since), 0), 0) AS days,
                           overdue_amount,
                           outstanding_amount
                    FROM {loan}
                    WHERE events > 0
                      AND disbursed_at IS NOT NULL
                      AND closed_at IS NULL) l ON l.days BETWEEN b.from_days AND b.to_days
GROUP BY b.from_days, b.bucket
ORDER BY b.from_days
