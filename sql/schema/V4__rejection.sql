-- Requests that were not let in: evidence for our own eyes, not part of the log. Capped: each provider has a ring of slots
-- ('' is the ring of paths that are nobody's), whose oldest row is overwritten by the next. Nothing of it is secret: bodies
-- and headers are digests.
CREATE TABLE rejection (
    log_name       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin  NOT NULL, -- of the process that refused it
    provider       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin  NOT NULL,
    slot           INT                                                NOT NULL,
    number         BIGINT                                             NOT NULL, -- counts up in its ring; slot = number modulo the slots
    rejected_at    DATETIME(6)                                        NOT NULL,
    source_address VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin  NOT NULL,
    status         SMALLINT                                           NOT NULL, -- what the sender was answered
    reason         VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- fixed words, told to nobody else
    headers_sha256 BINARY(32), -- of the headers as a delivery's would be stored
    body_sha256    BINARY(32), -- without salt; absent where the body was not read
    PRIMARY KEY (log_name, provider, slot),
    KEY by_number (log_name, provider, number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
