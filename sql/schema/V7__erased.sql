-- Deliveries whose headers, salt and body were erased by law: an act in the log ordered it. The row of webhook_log keeps
-- its place, its time and its provider, with a salt of zeros; what its entry was made of stays here, so that every proof
-- and every checkpoint still holds.
CREATE TABLE erased (
    log_name       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position       BIGINT                                            NOT NULL,
    headers_sha256 BINARY(32)                                        NOT NULL, -- of the headers as they were stored
    body_sha256    BINARY(32)                                        NOT NULL, -- salted, as in the entry
    act_log        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- where the act is that ordered it
    act_position   BIGINT                                            NOT NULL,
    PRIMARY KEY (log_name, position)
) ENGINE = InnoDB;

-- A loan that was erased keeps the state that the last run before gave it; this is the act's place: `decisions/3`.
ALTER TABLE loan ADD COLUMN erased_by VARCHAR(52) CHARACTER SET ascii COLLATE ascii_bin;
ALTER TABLE loan_next ADD COLUMN erased_by VARCHAR(52) CHARACTER SET ascii COLLATE ascii_bin;

-- How many deliveries were erased when these tables were made: where more are now, they are made anew.
ALTER TABLE derived ADD COLUMN erased BIGINT NOT NULL DEFAULT 0;
ALTER TABLE derived_next ADD COLUMN erased BIGINT NOT NULL DEFAULT 0;
