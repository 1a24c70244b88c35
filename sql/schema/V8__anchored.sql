-- Which checkpoint was pushed where. A row for each push, not the latest alone: rows are only ever added, and a receipt is
-- evidence of its own (a time stamp authority's token, the version of a locked object). Some 100 bytes a row; an anchor that
-- takes a checkpoint a minute has 50 MB of them in a year.
CREATE TABLE anchored (
    anchor      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- file, webhook, s3, rfc3161
    log_name    VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number      BIGINT                                            NOT NULL, -- of the checkpoint
    anchored_at DATETIME(6)                                       NOT NULL,
    receipt     BLOB, -- what the anchor gave for it, if it gives anything
    PRIMARY KEY (anchor, log_name, number)
) ENGINE = InnoDB;
