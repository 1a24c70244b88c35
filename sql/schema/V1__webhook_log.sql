-- The evidence. One row a delivery, never changed; positions of one log run 0, 1, 2 … without a gap (one writer, no
-- AUTO_INCREMENT: a reader can never skip a row that commits late). Bytes are LONGBLOB: a JSON column would re-order keys.
CREATE TABLE webhook_log (
    log_name       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position       BIGINT                                            NOT NULL,
    received_at    DATETIME(6)                                       NOT NULL,
    provider       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    remote_address VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    headers        LONGBLOB                                          NOT NULL,
    salt           BINARY(16)                                        NOT NULL,
    body           LONGBLOB                                          NOT NULL,
    PRIMARY KEY (log_name, position)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
