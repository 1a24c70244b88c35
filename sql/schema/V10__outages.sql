-- When deliveries were received, counted while they are classified: what a provider's rhythm is told from. A row for each
-- hour with a delivery.
CREATE TABLE delivery_hour (
    log_name   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provider   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hour       DATETIME                                          NOT NULL, -- its beginning, UTC
    deliveries BIGINT                                            NOT NULL,
    PRIMARY KEY (log_name, provider, hour)
) ENGINE = InnoDB;
CREATE TABLE delivery_hour_next LIKE delivery_hour;

-- The loans that miss a step in a suspected outage. Beside `loan`: a fold of one loan does not know of it.
CREATE TABLE suspected (
    provider VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    loan_id  VARCHAR(255)                                      NOT NULL,
    PRIMARY KEY (provider, loan_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
CREATE TABLE suspected_next LIKE suspected;
