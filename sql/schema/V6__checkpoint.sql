-- What was sealed: each row a signed statement of a log's size and Merkle root. Nobody changes or removes one (grants.sql);
-- those who must not depend on that keep copies elsewhere (anchors, manifests).
CREATE TABLE checkpoint (
    log_name  VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number    BIGINT                                            NOT NULL, -- 0, 1, 2 … in each log
    size      BIGINT                                            NOT NULL, -- deliveries that it covers: positions 0 to size - 1
    root_hash BINARY(32)                                        NOT NULL, -- as in the note
    sealed_at DATETIME(6)                                       NOT NULL, -- as in the note: whole seconds
    note      BLOB                                              NOT NULL, -- the signed note (c2sp.org/tlog-checkpoint)
    PRIMARY KEY (log_name, number),
    KEY by_size (log_name, size)
) ENGINE = InnoDB;

-- The trees' hashes, 256 neighbours a row (c2sp.org/tlog-tiles), for quick proofs and to tell where a fault is. Made again
-- from webhook_log where they do not fit the last checkpoint: nothing is proved by them alone.
CREATE TABLE tree_tile (
    log_name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    level    TINYINT                                           NOT NULL, -- 0: leaves; above: roots of whole tiles of the level below
    tile     BIGINT                                            NOT NULL, -- tile n of level l begins at leaf n * 256^(l+1)
    hashes   BLOB                                              NOT NULL, -- 1 to 256 of 32 bytes
    PRIMARY KEY (log_name, level, tile)
) ENGINE = InnoDB;

-- What verification has read, and what it found.
CREATE TABLE verification (
    log_name   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin   NOT NULL,
    kind       VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin    NOT NULL, -- full, news, part
    began_at   DATETIME(6)                                         NOT NULL,
    from_size  BIGINT                                              NOT NULL,
    to_size    BIGINT                                              NOT NULL, -- what is to be read ends here
    done_size  BIGINT                                              NOT NULL, -- and is read and proved up to here
    ended_at   DATETIME(6), -- absent: it goes on, or was killed
    faults     INT                                                 NOT NULL,
    verdict    VARCHAR(1000)                                       NOT NULL,
    PRIMARY KEY (log_name, kind, began_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- Each night some rows are copied here and one byte of them is changed: verification has to say where.
CREATE TABLE canary_log LIKE webhook_log;
