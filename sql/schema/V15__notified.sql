-- Who was told of which night by which way, so that nobody is told twice. A few rows a day.
CREATE TABLE notified (
    subject     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- the business date
    revision    INT                                               NOT NULL, -- 0: late, and none was begun
    what        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- complete, failed, late
    channel     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- mail, webhook
    notified_at DATETIME(6)                                       NOT NULL,
    PRIMARY KEY (subject, revision, what, channel)
) ENGINE = InnoDB;
