-- Every delivery that could not be understood yet, by log and position.
-- pt-BR: quarentena
-- for each: log
-- columns:
--   log          text       log
--   position     number     posicao
--   provider     text       provedor
--   received_at  instant    recebido_em
--   class        text       classe
--   reason       reason     motivo
--   body_sha256  hash       sha256_corpo
SELECT d.log_name AS log,
       d.position,
       d.provider,
       d.received_at,
       d.class,
       d.reason,
       d.entry_body_sha256 AS body_sha256
FROM {unclear} d
WHERE d.log_name = :log
  AND d.position < :size
ORDER BY d.position
