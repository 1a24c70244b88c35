-- Every loan that has an event before the cut-off, by provider and loan. What was waived is no open finding; what was
-- acknowledged is one.
-- pt-BR: posicao_emprestimos
-- columns:
--   business_date      date     data_base
--   provider           text     provedor
--   loan_id            text     id_emprestimo
--   contract_number    text     contrato
--   lifecycle          text     ciclo_de_vida
--   state              text     situacao
--   inferred           boolean  situacao_inferida
--   created_at         instant  criado_em
--   signed_at          instant  assinado_em
--   disbursed_at       instant  desembolsado_em
--   closed_at          instant  encerrado_em
--   contracted_amount  amount   valor_contratado
--   disbursed_amount   amount   valor_desembolsado
--   paid_amount        amount   valor_pago
--   installments       number   parcelas
--   installments_paid  number   parcelas_pagas
--   days_past_due      number   dias_em_atraso
--   first_event_at     instant  primeiro_evento_em
--   last_event_at      instant  ultimo_evento_em
--   events             number   eventos
--   duplicates         number   duplicatas
--   open_findings      number   pendencias_abertas
--   provisional        boolean  provisorio
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
       l.provisional OR s.loan_id IS NOT NULL AS provisional
FROM {loan} l
         LEFT JOIN {suspected} s ON s.provider = l.provider AND s.loan_id = l.loan_id
WHERE l.events > 0
ORDER BY l.provider, l.loan_id
