-- What stood when a night ended: the opening of the night that is chained to it. Made again from the log where it is missing.
CREATE TABLE closing (
    subject  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- of `run`: the business date
    revision INT                                               NOT NULL,
    part     INT                                               NOT NULL, -- 0: what rollforward.csv called its closing; from 1 on: findings, as the program's Closing packs them
    content  MEDIUMBLOB                                        NOT NULL,
    PRIMARY KEY (subject, revision, part)
) ENGINE = InnoDB;
