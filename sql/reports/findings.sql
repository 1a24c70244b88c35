-- Every finding that stands, with what was decided of it (OPEN, ACKNOWLEDGED, WAIVED), by provider, loan, code and id. A
-- finding of no single loan (UNKNOWN_TYPE) has no loan_id.
-- pt-BR: pendencias
-- columns:
--   business_date        date       data_base
--   finding_id           text       id_pendencia
--   code                 text       codigo
--   severity             word       severidade
--   status               word       situacao
--   provider             text       provedor
--   loan_id              text       id_emprestimo
--   contract_number      text       contrato
--   expected_event       text       evento_esperado
--   after_event          text       evento_anterior
--   after_event_at       instant    evento_anterior_em
--   due_at               instant    prazo
--   hours_late           number     horas_em_atraso
--   since                date       desde
--   evidence             free-text  evidencias
--   suggested_action     free-text  -
--   suggested_action_pt  free-text  acao_sugerida  pt-BR
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
       f.suggested_action,
       f.suggested_action_pt
FROM {finding} f
         LEFT JOIN {loan} l ON l.provider = f.provider AND l.loan_id = f.loan_id
ORDER BY f.provider, f.loan_id, f.code, f.finding_id
