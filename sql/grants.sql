-- Who may do what. Nobody but the owner of the schema may change or remove what is in webhook_log, but for one user that may
-- empty bodies by law; and the programs that run do not need the owner.
--
-- To be run by an administrator, in the schema that the migrations have made, after the first start and after each
-- upgrade (running it again does no harm):
--     mysql --user=root -p lastro < sql/grants.sql
--
-- The users are made locked and without a password: this file holds no secret, and nobody can sign in until you say
--     ALTER USER lastro_receiver IDENTIFIED BY '…' ACCOUNT UNLOCK;
-- Then name them in the configuration:
--     lastro_receiver   lastro.receiver.datasource.username, .password
--     lastro_console    lastro.console.datasource.username, .password
--     both              `decide`: SPRING_DATASOURCE_* is lastro_console, and decisions are appended as lastro_receiver
--     lastro_jobs       SPRING_DATASOURCE_USERNAME, _PASSWORD, with lastro.migrate=false; migrations are the owner's
--     lastro_eraser     lastro.eraser.datasource.username, .password: only where `erase` is run
--     lastro_auditor    a person's own tools
-- They are users from any host ('%'): RENAME USER narrows that, and then the names below must say the same. On a server
-- that has several Lastro schemas, one user has its rights in each where this file was run.
--
-- Tables are named one by one: a table of a later migration is nobody's until a line here says so.

CREATE USER IF NOT EXISTS lastro_receiver ACCOUNT LOCK;
CREATE USER IF NOT EXISTS lastro_jobs ACCOUNT LOCK;
CREATE USER IF NOT EXISTS lastro_console ACCOUNT LOCK;
CREATE USER IF NOT EXISTS lastro_auditor ACCOUNT LOCK;
CREATE USER IF NOT EXISTS lastro_eraser ACCOUNT LOCK;

-- The receiver appends. It reads to know the next position, and what became of a commit whose answer was lost.
-- (GET_LOCK and reading the server's durability settings need no privilege.)
GRANT INSERT, SELECT ON webhook_log TO lastro_receiver;
-- What was not let in is written down in a ring, whose oldest rows are overwritten.
GRANT INSERT, SELECT, UPDATE ON rejection TO lastro_receiver;

-- The eraser empties rows of the log, by law, and writes down their hashes: no other column, no row less, and what it has
-- written down it cannot change.
GRANT SELECT, UPDATE (headers, salt, body) ON webhook_log TO lastro_eraser;
GRANT SELECT, INSERT ON erased TO lastro_eraser;

-- The jobs read the evidence and make everything else from it. DROP is what TRUNCATE asks for.
GRANT SELECT ON webhook_log TO lastro_jobs;
GRANT SELECT ON erased TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON story TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON story_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON loan TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON loan_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON finding TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON finding_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON delivery_class TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON delivery_class_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON unclear TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON unclear_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON identity_block TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON identity_block_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON identity TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON identity_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON classified TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON classified_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON counted TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON counted_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON derived TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON derived_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON delivery_hour TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON delivery_hour_next TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON suspected TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON suspected_next TO lastro_jobs;
-- A rebuild's tables change places with the live ones by way of these names, under which nothing stays.
GRANT INSERT, CREATE, DROP, ALTER ON story_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON loan_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON finding_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON delivery_class_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON unclear_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON identity_block_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON identity_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON classified_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON counted_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON derived_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON delivery_hour_old TO lastro_jobs;
GRANT INSERT, CREATE, DROP, ALTER ON suspected_old TO lastro_jobs;
GRANT SELECT, INSERT ON definition TO lastro_jobs;
GRANT SELECT, INSERT, DELETE ON closing TO lastro_jobs;
-- What was sealed, and what was pushed out of a DBA's reach, is added to and never changed. The tree's hashes can be made again.
GRANT SELECT, INSERT ON checkpoint TO lastro_jobs;
GRANT SELECT, INSERT ON anchored TO lastro_jobs;
GRANT SELECT, INSERT ON notified TO lastro_jobs;
GRANT SELECT, INSERT, DELETE ON tree_tile TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE ON verification TO lastro_jobs;
-- A copy of a few rows, of which one is changed each night.
GRANT SELECT, INSERT, UPDATE, DELETE ON canary_log TO lastro_jobs;
-- What was run stays known: no DELETE.
GRANT SELECT, INSERT, UPDATE ON run TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON BATCH_JOB_INSTANCE TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON BATCH_JOB_EXECUTION TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON BATCH_JOB_EXECUTION_PARAMS TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON BATCH_JOB_EXECUTION_CONTEXT TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON BATCH_STEP_EXECUTION TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON BATCH_STEP_EXECUTION_CONTEXT TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON BATCH_JOB_INSTANCE_SEQ TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON BATCH_JOB_EXECUTION_SEQ TO lastro_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON BATCH_STEP_EXECUTION_SEQ TO lastro_jobs;

-- The console looks.
GRANT SELECT ON webhook_log TO lastro_console;
GRANT SELECT ON erased TO lastro_console;
GRANT SELECT ON rejection TO lastro_console;
GRANT SELECT ON story TO lastro_console;
GRANT SELECT ON loan TO lastro_console;
GRANT SELECT ON finding TO lastro_console;
GRANT SELECT ON delivery_class TO lastro_console;
GRANT SELECT ON unclear TO lastro_console;
GRANT SELECT ON identity_block TO lastro_console;
GRANT SELECT ON identity TO lastro_console;
GRANT SELECT ON classified TO lastro_console;
GRANT SELECT ON counted TO lastro_console;
GRANT SELECT ON delivery_hour TO lastro_console;
GRANT SELECT ON suspected TO lastro_console;
GRANT SELECT ON derived TO lastro_console;
GRANT SELECT ON definition TO lastro_console;
GRANT SELECT ON checkpoint TO lastro_console;
GRANT SELECT ON tree_tile TO lastro_console;
GRANT SELECT ON verification TO lastro_console;
GRANT SELECT ON canary_log TO lastro_console;
GRANT SELECT ON anchored TO lastro_console;
GRANT SELECT ON notified TO lastro_console;
GRANT SELECT ON run TO lastro_console;
GRANT SELECT ON closing TO lastro_console;
GRANT SELECT ON BATCH_JOB_INSTANCE TO lastro_console;
GRANT SELECT ON BATCH_JOB_EXECUTION TO lastro_console;
GRANT SELECT ON BATCH_JOB_EXECUTION_PARAMS TO lastro_console;
GRANT SELECT ON BATCH_JOB_EXECUTION_CONTEXT TO lastro_console;
GRANT SELECT ON BATCH_STEP_EXECUTION TO lastro_console;
GRANT SELECT ON BATCH_STEP_EXECUTION_CONTEXT TO lastro_console;

-- An auditor looks, with tools of their own.
GRANT SELECT ON webhook_log TO lastro_auditor;
GRANT SELECT ON erased TO lastro_auditor;
GRANT SELECT ON rejection TO lastro_auditor;
GRANT SELECT ON story TO lastro_auditor;
GRANT SELECT ON loan TO lastro_auditor;
GRANT SELECT ON finding TO lastro_auditor;
GRANT SELECT ON delivery_class TO lastro_auditor;
GRANT SELECT ON unclear TO lastro_auditor;
GRANT SELECT ON identity_block TO lastro_auditor;
GRANT SELECT ON identity TO lastro_auditor;
GRANT SELECT ON classified TO lastro_auditor;
GRANT SELECT ON counted TO lastro_auditor;
GRANT SELECT ON delivery_hour TO lastro_auditor;
GRANT SELECT ON suspected TO lastro_auditor;
GRANT SELECT ON derived TO lastro_auditor;
GRANT SELECT ON definition TO lastro_auditor;
GRANT SELECT ON checkpoint TO lastro_auditor;
GRANT SELECT ON tree_tile TO lastro_auditor;
GRANT SELECT ON verification TO lastro_auditor;
GRANT SELECT ON canary_log TO lastro_auditor;
GRANT SELECT ON anchored TO lastro_auditor;
GRANT SELECT ON notified TO lastro_auditor;
GRANT SELECT ON run TO lastro_auditor;
GRANT SELECT ON closing TO lastro_auditor;
GRANT SELECT ON BATCH_JOB_INSTANCE TO lastro_auditor;
GRANT SELECT ON BATCH_JOB_EXECUTION TO lastro_auditor;
GRANT SELECT ON BATCH_JOB_EXECUTION_PARAMS TO lastro_auditor;
GRANT SELECT ON BATCH_JOB_EXECUTION_CONTEXT TO lastro_auditor;
GRANT SELECT ON BATCH_STEP_EXECUTION TO lastro_auditor;
GRANT SELECT ON BATCH_STEP_EXECUTION_CONTEXT TO lastro_auditor;
