-- The rows that the golden files beside this one are made of: 'main' is covered below 6, and was below 2 the night before.

INSERT INTO counted (log_name, provider, deliveries)
VALUES ('main', 'base39', 3), ('main', 'openco', 3), ('import', 'openco', 1);

-- What a Trail tells, in a table of the test's own.
CREATE TABLE trail (log_name VARCHAR(32), position BIGINT, received_at DATETIME(6), provider VARCHAR(32), class VARCHAR(11),
    event_id VARCHAR(255), type VARCHAR(255), status VARCHAR(255), event VARCHAR(32), loan_id VARCHAR(255),
    occurred_at DATETIME(6), entry_body_sha256 BINARY(32), leaf_hash BINARY(32), duplicate_of VARCHAR(64),
    PRIMARY KEY (log_name, position)) DEFAULT CHARSET = utf8mb4;

INSERT INTO trail (log_name, position, received_at, provider, class, event_id, type, status, event, loan_id, occurred_at,
                   entry_body_sha256, leaf_hash, duplicate_of)
VALUES ('main', 0, '2026-11-21 12:00:00', 'base39', 'EVENT', 'evnt_0', 'loan.created', 'draft', 'CREATED', 'loan_1',
        '2026-11-19 10:00:00', UNHEX(REPEAT('b0', 32)), UNHEX(REPEAT('e0', 32)), NULL),
       ('main', 1, '2026-11-21 12:00:00', 'base39', 'DUPLICATE', 'evnt_0', 'loan.created', 'draft', 'CREATED', 'loan_1',
        '2026-11-19 10:00:00', UNHEX(REPEAT('b1', 32)), UNHEX(REPEAT('e1', 32)), 'main/0'),
       ('main', 2, '2026-11-21 12:00:00', 'openco', 'QUARANTINED', NULL, NULL, NULL, NULL, NULL,
        NULL, UNHEX(REPEAT('b2', 32)), UNHEX(REPEAT('e2', 32)), NULL),
       -- half a second ahead of our clock
       ('main', 3, '2026-11-21 12:00:00', 'openco', 'UNKNOWN', NULL, 'application.status_change', '@NEW, "é"', NULL, NULL,
        '2026-11-21 12:00:00.500000', UNHEX(REPEAT('b3', 32)), UNHEX(REPEAT('e3', 32)), NULL),
       ('main', 4, '2026-11-21 12:00:00.123456', 'base39', 'NOT_LOAN', NULL, 'account.created', NULL, NULL, NULL,
        NULL, UNHEX(REPEAT('b4', 32)), UNHEX(REPEAT('e4', 32)), NULL),
       ('main', 5, '2026-11-21 12:00:00', 'openco', 'CONFLICT', '-1', NULL, NULL, 'DISBURSED', '123.456.789-09',
        '2026-11-21 11:59:58.000001', UNHEX(REPEAT('b5', 32)), UNHEX(REPEAT('e5', 32)), 'import/0'),
       -- received after the run's checkpoint: of another night
       ('main', 6, '2026-11-21 12:00:00', 'base39', 'EVENT', NULL, NULL, NULL, 'CREATED', 'loan_2',
        NULL, UNHEX(REPEAT('b6', 32)), UNHEX(REPEAT('e6', 32)), NULL),
       ('import', 0, '2026-11-21 12:00:00', 'openco', 'EVENT', NULL, NULL, NULL, 'DISBURSED', '123.456.789-09',
        '2026-11-01 12:00:00', UNHEX(REPEAT('b7', 32)), UNHEX(REPEAT('e7', 32)), NULL);

INSERT INTO unclear (log_name, position, received_at, provider, class, reason, type, status, occurred_at, body_sha256,
                     entry_body_sha256)
VALUES ('main', 2, '2026-11-21 12:00:00', 'openco', 'QUARANTINED', '=not JSON at line 1, column 8: 12345678909', NULL, NULL,
        NULL, UNHEX(REPEAT('00', 32)), UNHEX(REPEAT('b2', 32))),
       ('main', 3, '2026-11-21 12:00:00', 'openco', 'UNKNOWN', 'no rule of the definition has status @NEW, "é" with type application.status_change',
        'application.status_change', '@NEW, "é"', '2026-11-21 12:00:00.500000', UNHEX(REPEAT('00', 32)),
        UNHEX(REPEAT('b3', 32)));

INSERT INTO loan (provider, loan_id, lifecycle, state, inferred, contract_number, created_at, signed_at, disbursed_at,
                  closed_at, contracted_amount, disbursed_amount, iof_amount, fees_amount, paid_amount, installments, installments_paid,
                  overdue_since, overdue_amount, outstanding_amount, first_event_at, last_event_at, events, duplicates, provisional, set_by)
VALUES ('base39', 'loan_1', 'base39-loan', 'DISBURSED', TRUE, '=C-1', '2026-11-19 10:00:00', NULL, '2026-11-20 10:00:00.12',
        NULL, 1000, 950.12345678, 30.5, 19.5, 0, 12, 0, '2026-11-20', 95.5, 1050, '2026-11-19 10:00:00', '2026-11-20 10:00:00.123456', 2, 1, TRUE, '{}'),
       -- no spreadsheet may make a number of it
       ('base39', 'Loan_1', 'base39-loan', 'CREATED', FALSE, '00012345678901234567890', NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, 1, 0, FALSE, '{}'),
       ('openco', '123.456.789-09', 'openco-loan', 'SETTLED', FALSE, 'linha 1\nlinha 2, "fim"', '2026-11-01 03:00:00',
        '2026-11-02 03:00:00', '2026-11-03 03:00:00', '2026-11-04 03:00:00', 0.1, 0.2, NULL, 0.05, -0.3, 1, 1,
        -- overdue only after the business date
        '2026-11-22', NULL, NULL, '2026-11-01 03:00:00', '2026-11-04 03:00:00', 9, 0, FALSE, '{}'),
       -- nothing happened to it before the cut-off
       ('openco', 'later', 'openco-loan', 'NONE', FALSE, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, 0, 0, FALSE, '{}');

INSERT INTO finding (provider, loan_id, finding_id, code, severity, expected_event, after_event, after_event_at, due_at,
                     since, evidence, suggested_action, suggested_action_pt)
VALUES ('base39', 'loan_1', 'ffffffffffffffff', 'MISSING_STEP', 'HIGH', 'DISBURSEMENT_REQUESTED', 'CREATED',
        '2026-11-19 10:00:00', NULL, '2026-11-20', 'evnt_0 evnt_9', 'Ask base39 for it, or for all of loan_1 (CPF 12345678909)',
        'Peça ao base39, ou tudo do empréstimo loan_1 (CPF 12345678909)'),
       -- a microsecond short of 41 hours at the cut-off
       ('base39', 'loan_1', '0000000000000000', 'OVERDUE_STEP', 'HIGH', 'DISBURSED', 'CREATED',
        '2026-11-19 10:00:00', '2026-11-20 10:00:00.000001', '2026-11-21', 'evnt_0', '=Ask', '=Peça'),
       ('openco', '', '0123456789abcdef', 'UNKNOWN_TYPE', 'MEDIUM', NULL, NULL, NULL, NULL, NULL, '', 'Map it', 'Mapeie');

CREATE TABLE trail_payment (id INT PRIMARY KEY, provider VARCHAR(32), loan_id VARCHAR(255), number INT, due_date DATE,
    paid_at DATETIME(6), due_amount DECIMAL(27, 8), paid_amount DECIMAL(27, 8), identity VARCHAR(255))
    DEFAULT CHARSET = utf8mb4;

INSERT INTO story (provider, loan_id, events, duplicates, conflicts, deliveries)
VALUES ('openco', '123.456.789-09', 9, 0, 0, '');

INSERT INTO trail_payment (id, provider, loan_id, number, due_date, paid_at, due_amount, paid_amount, identity)
VALUES (1, 'openco', '123.456.789-09', 1, '2026-11-03', '2026-11-04 02:59:59.5', 0.3, 0.2, '=evnt'),
       -- nobody said for which instalment, what was due, or how much it was
       (2, 'openco', '123.456.789-09', NULL, NULL, '2026-11-04 03:00:00', NULL, NULL, '00123'),
       (3, 'openco', '123.456.789-09', NULL, NULL, '2026-11-04 03:00:00', NULL, -0.5, 'evnt_3');
