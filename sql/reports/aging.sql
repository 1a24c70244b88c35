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
       COALESCE(l.loans, 0) AS loans,
       COALESCE(l.overdue_amount, 0) AS overdue_amount,
       COALESCE(l.outstanding_amount, 0) AS outstanding_amount
FROM (SELECT 0 AS place, '0' AS bucket
      UNION ALL SELECT 1, '1-15'
      UNION ALL SELECT 2, '16-30'
      UNION ALL SELECT 3, '31-60'
      UNION ALL SELECT 4, '61-90'
      UNION ALL SELECT 5, '91-120'
      UNION ALL SELECT 6, '121-150'
      UNION ALL SELECT 7, '151-180'
      UNION ALL SELECT 8, '181-360'
      UNION ALL SELECT 9, '>360') b
         LEFT JOIN (SELECT INTERVAL(GREATEST(COALESCE(DATEDIFF(:business_date, overdue_since), 0), 0),
                                    1, 16, 31, 61, 91, 121, 151, 181, 361) AS place,
                           COUNT(*) AS loans,
                           SUM(overdue_amount) AS overdue_amount,
                           SUM(outstanding_amount) AS outstanding_amount
                    FROM {loan}
                    WHERE events > 0
                      AND disbursed_at IS NOT NULL
                      AND closed_at IS NULL
                    GROUP BY place) l ON l.place = b.place
ORDER BY b.place
