-- Everything here is made from webhook_log and can be deleted and made again.
-- Words of providers are compared byte for byte (utf8mb4_0900_bin, no padding): `Evt-A` is not `evt-a`.

-- What each delivery is. A loan's rows lie together in by_loan, an identity's in by_identity.
CREATE TABLE delivery (
    log_name        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position        BIGINT                                            NOT NULL,
    received_at     DATETIME(6)                                       NOT NULL,
    provider        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    class           VARCHAR(11) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason          VARCHAR(255),
    event_id        VARCHAR(255),
    type            VARCHAR(255),
    status          VARCHAR(255),
    previous_status VARCHAR(255),
    event           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
    loan_id         VARCHAR(255),
    occurred_at     DATETIME(6),
    time_assumed    BOOLEAN                                           NOT NULL,
    facts           BLOB,       -- JSON text of the facts that the delivery names, exact amounts as strings
    identity        VARCHAR(255), -- only where the class needs one
    content         BINARY(32), -- digest of the mapped event
    body_sha256     BINARY(32)                                        NOT NULL, -- without salt
    entry_body_sha256 BINARY(32)                                      NOT NULL, -- salted: the one that leaves the building
    leaf_hash       BINARY(32)                                        NOT NULL,
    event_log       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin, -- DUPLICATE and CONFLICT: where the event is
    event_position  BIGINT,
    duplicates      INT                                               NOT NULL, -- EVENT: deliveries of class DUPLICATE of it
    conflicts       INT                                               NOT NULL, -- EVENT: deliveries of class CONFLICT of it
    PRIMARY KEY (log_name, position),
    KEY by_identity (provider, identity),
    KEY by_loan (provider, loan_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- Where the deliveries of class UNKNOWN are: few, and looked at by every run.
CREATE TABLE unknown_delivery (
    log_name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position BIGINT                                            NOT NULL,
    PRIMARY KEY (log_name, position)
) ENGINE = InnoDB;

-- How far each log is classified, committed together with the rows.
CREATE TABLE classified (
    log_name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size     BIGINT                                            NOT NULL, -- the next position to classify
    PRIMARY KEY (log_name)
) ENGINE = InnoDB;

-- Loans that a classified delivery touched and that were not folded since.
CREATE TABLE loan_news (
    provider VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    loan_id  VARCHAR(255)                                      NOT NULL,
    PRIMARY KEY (provider, loan_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- Each loan as folded at the derived cut-off; events = 0: nothing happened before the cut-off, not to be reported.
CREATE TABLE loan (
    provider          VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    loan_id           VARCHAR(255)                                      NOT NULL,
    lifecycle         VARCHAR(64)                                       NOT NULL,
    state             VARCHAR(64)                                       NOT NULL,
    inferred          BOOLEAN                                           NOT NULL,
    contract_number   VARCHAR(255),
    external_id       VARCHAR(255),
    created_at        DATETIME(6),
    signed_at         DATETIME(6),
    disbursed_at      DATETIME(6),
    closed_at         DATETIME(6),
    contracted_amount DECIMAL(27, 8),
    disbursed_amount  DECIMAL(27, 8),
    iof_amount        DECIMAL(27, 8),
    fees_amount       DECIMAL(27, 8),
    paid_amount       DECIMAL(38, 8)                                    NOT NULL, -- a sum of such amounts
    installments      INT,
    installments_paid INT                                               NOT NULL,
    overdue_since     DATE,
    first_event_at    DATETIME(6),
    last_event_at     DATETIME(6),
    events            INT                                               NOT NULL,
    duplicates        INT                                               NOT NULL,
    provisional       BOOLEAN                                           NOT NULL,
    next_look_at      DATETIME(6),
    set_by            BLOB                                              NOT NULL, -- JSON: column -> "log/position"
    PRIMARY KEY (provider, loan_id),
    KEY by_next_look (next_look_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- The loans' findings at the derived cut-off, in the loans' order. UNKNOWN_TYPE is of no loan: its loan_id is ''.
CREATE TABLE finding (
    provider         VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    loan_id          VARCHAR(255)                                      NOT NULL,
    finding_id       CHAR(16) CHARACTER SET ascii COLLATE ascii_bin    NOT NULL,
    code             VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    severity         VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin  NOT NULL,
    expected_event   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
    after_event      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin,
    after_event_at   DATETIME(6),
    due_at           DATETIME(6),
    since            DATE,
    evidence         MEDIUMTEXT                                        NOT NULL, -- identities, sorted, a space between
    suggested_action VARCHAR(1000)                                     NOT NULL,
    PRIMARY KEY (provider, loan_id, finding_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- What the derived tables were made with; one row, absent while they are being emptied.
CREATE TABLE derived (
    id          TINYINT    NOT NULL CHECK (id = 1),
    definitions BINARY(32) NOT NULL, -- digest over the definitions' digests
    cut_off     DATETIME(6),         -- no loan is folded at a later one; loans in loan_news may be at an earlier one
    owner       BIGINT     NOT NULL, -- the job execution that may write here: a run that lost its lock finds another
    PRIMARY KEY (id)
) ENGINE = InnoDB;

-- Each run: what it covered, who started it first, when and why. Every single launch is in BATCH_JOB_EXECUTION.
CREATE TABLE run (
    job             VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- nightly: the business date; import: what is imported
    revision        INT                                               NOT NULL,
    complete        BOOLEAN                                           NOT NULL,
    log_sizes       BLOB                                              NOT NULL, -- JSON: log -> deliveries covered
    manifest_sha256 BINARY(32),
    started_at      DATETIME(6)                                       NOT NULL,
    completed_at    DATETIME(6),
    started_by      VARCHAR(255)                                      NOT NULL,
    because         VARCHAR(1000)                                     NOT NULL,
    PRIMARY KEY (job, subject, revision)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
