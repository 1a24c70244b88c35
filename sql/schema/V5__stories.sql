-- A row for each delivery cost more than all the rest of a rebuild, so what is derived of deliveries lies packed in the rows
-- of their loans. Nothing is lost: all of it is made again from webhook_log by the next run.
DROP TABLE delivery, unknown_delivery, loan_news, derived;
TRUNCATE TABLE classified;
TRUNCATE TABLE loan;
TRUNCATE TABLE finding;

-- What is known of each loan: its deliveries of class EVENT, DUPLICATE and CONFLICT, whatever the cut-off.
CREATE TABLE story (
    provider   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    loan_id    VARCHAR(255)                                      NOT NULL,
    events     INT                                               NOT NULL, -- deliveries by class
    duplicates INT                                               NOT NULL,
    conflicts  INT                                               NOT NULL,
    deliveries LONGBLOB                                          NOT NULL, -- by place, as the program's StoryCodec writes them
    PRIMARY KEY (provider, loan_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- The class of each delivery, 4,096 neighbours a row: block n holds the positions from 4096 n on.
CREATE TABLE delivery_class (
    log_name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    block    BIGINT                                            NOT NULL,
    classes  MEDIUMBLOB                                        NOT NULL, -- as the program's ClassBlock writes them
    PRIMARY KEY (log_name, block)
) ENGINE = InnoDB;

-- The deliveries of class UNKNOWN and QUARANTINED.
CREATE TABLE unclear (
    log_name          VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position          BIGINT                                            NOT NULL,
    received_at       DATETIME(6)                                       NOT NULL,
    provider          VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    class             VARCHAR(11) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason            VARCHAR(255)                                      NOT NULL,
    event_id          VARCHAR(255),
    type              VARCHAR(255),
    status            VARCHAR(255),
    loan_id           VARCHAR(255),
    occurred_at       DATETIME(6),
    body_sha256       BINARY(32)                                        NOT NULL, -- without salt
    entry_body_sha256 BINARY(32)                                        NOT NULL, -- salted: the one that leaves the building
    PRIMARY KEY (log_name, position),
    KEY by_loan (provider, loan_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- Where event ids were seen, to find one that names two loans: by hash (IdentityHash), in sorted blocks as a rebuild leaves
-- them, and as rows for what came since.
CREATE TABLE identity_block (
    first_hash BIGINT     NOT NULL, -- of the block's first entry; a block ends where the next begins
    number     INT        NOT NULL, -- tells blocks apart that begin with one hash
    entries    MEDIUMBLOB NOT NULL, -- as the program's IdentityBlock writes them
    PRIMARY KEY (first_hash, number)
) ENGINE = InnoDB;

CREATE TABLE identity (
    hash     BIGINT                                            NOT NULL,
    log_name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position BIGINT                                            NOT NULL,
    PRIMARY KEY (hash, log_name, position)
) ENGINE = InnoDB;

-- The log's deliveries up to `classified`, counted range by range in webhook_log itself: the left side of the equation.
CREATE TABLE counted (
    log_name   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provider   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    deliveries BIGINT                                            NOT NULL,
    PRIMARY KEY (log_name, provider)
) ENGINE = InnoDB;

-- What these tables were made with; one row, absent where there is nothing to go on from.
CREATE TABLE derived (
    id        TINYINT NOT NULL CHECK (id = 1),
    made_with BLOB    NOT NULL, -- JSON: the program's format, and digests of what each provider's definitions say
    cut_off   DATETIME(6),      -- no loan is folded at a later one; loans with an earlier next_look_at may be at an earlier one
    owner     BIGINT  NOT NULL, -- the job execution that may write here: a run that lost its lock finds another
    filling   VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin, -- derived_next: the request it is filled for; its files bear this name
    PRIMARY KEY (id)
) ENGINE = InnoDB;

-- A rebuild fills these beside the ones that are read, and one RENAME changes places.
CREATE TABLE story_next LIKE story;
CREATE TABLE loan_next LIKE loan;
CREATE TABLE finding_next LIKE finding;
CREATE TABLE delivery_class_next LIKE delivery_class;
CREATE TABLE unclear_next LIKE unclear;
CREATE TABLE identity_block_next LIKE identity_block;
CREATE TABLE identity_next LIKE identity;
CREATE TABLE classified_next LIKE classified;
CREATE TABLE counted_next LIKE counted;
CREATE TABLE derived_next LIKE derived;

-- What a run's reports are a function of, beside the prefix: to make the same bytes again on any later day.
ALTER TABLE run
    ADD COLUMN definitions       BLOB, -- JSON: file -> SHA-256; their texts are in `definition`
    ADD COLUMN previous_subject  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, -- the run whose manifest this one's is chained to
    ADD COLUMN previous_revision INT;

-- What decides how deliveries are read and loans are folded, never a check: a file may hold secrets.
CREATE TABLE definition (
    sha256  BINARY(32)   NOT NULL, -- of the whole file, as the run's `definitions` and its manifest name it
    file    VARCHAR(255) NOT NULL,
    content MEDIUMBLOB   NOT NULL,
    PRIMARY KEY (sha256, file)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
