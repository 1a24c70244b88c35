-- The deliveries that came since the previous business date's run, by log and position.
-- for each: log
-- columns:
--   log            text
--   position       number
--   provider       text
--   event_id       text
--   type           free-text
--   status         free-text
--   event          text
--   loan_id        text
--   occurred_at    instant
--   received_at    instant
--   delay_seconds  number
--   body_sha256    hash
--   class          text
--   duplicate_of   text
--   leaf_hash      hash
SELECT d.log_name AS log,
       d.position,
       d.provider,
       d.event_id,
       d.type,
       d.status,
       d.event,
       d.loan_id,
       d.occurred_at,
       d.received_at,
       -- Down, not to zero: negative exactly where the provider's time is after ours.
       FLOOR(TIMESTAMPDIFF(MICROSECOND, d.occurred_at, d.received_at) * 0.000001) AS delay_seconds,
       d.entry_body_sha256 AS body_sha256,
       d.class,
       CONCAT(d.event_log, '/', d.event_position) AS duplicate_of,
       d.leaf_hash
FROM delivery d
WHERE d.log_name = :log
  AND d.position >= :previous_size
  AND d.position < :size
ORDER BY d.position
