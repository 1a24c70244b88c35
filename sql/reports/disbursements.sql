-- Every loan that was paid out before the cut-off, by provider and loan: what should have been paid out, and what was.
-- Expected is contracted - IOF - fees. It needs the contracted amount and the IOF; fees that nobody named are none. Where one
-- of the two is not known the cell is empty rather than a guess, and so is the difference: disbursed - expected.
-- pt-BR: desembolsos
-- columns:
--   business_date      date     data_base
--   provider           text     provedor
--   loan_id            text     id_emprestimo
--   contract_number    text     contrato
--   disbursed_at       instant  desembolsado_em
--   contracted_amount  amount   valor_contratado
--   iof_amount         amount   valor_iof
--   fees_amount        amount   valor_tarifas
--   expected_amount    amount   valor_esperado
--   disbursed_amount   amount   valor_desembolsado
--   difference         amount   diferenca
SELECT CAST(:business_date AS DATE) AS business_date,
       l.provider,
       l.loan_id,
       l.contract_number,
       l.disbursed_at,
       l.contracted_amount,
       l.iof_amount,
       l.fees_amount,
       l.contracted_amount - l.iof_amount - COALESCE(l.fees_amount, 0) AS expected_amount,
       l.disbursed_amount,
       l.disbursed_amount - (l.contracted_amount - l.iof_amount - COALESCE(l.fees_amount, 0)) AS difference
FROM {loan} l
WHERE l.disbursed_at IS NOT NULL
ORDER BY l.provider, l.loan_id
