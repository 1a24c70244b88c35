CREATE TABLE checkpoint (
    log_name  VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number    BIGINT      NOT NULL, -- 0, 1, 2 … in each log
    size      BIGINT      NOT NULL, -- deliveries that it covers: positions 0 to size - 1
    root_hash BINARY(32)  NOT NULL,
    sealed_at DATETIME(6) NOT NULL,
    note      BLOB        NOT NULL, -- the signed note, as C2SP tlog-checkpoint has it, ends with a newline
    PRIMARY KEY (log_name, number)
) ENGINE = InnoDB;
