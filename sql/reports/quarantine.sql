-- Every delivery that could not be understood yet, by log and position.
-- for each: log
-- columns:
--   log          text
--   position     number
--   provider     text
--   received_at  instant
--   class        text
--   reason       free-text
--   body_sha256  hash
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
