-- As what a run's reports are written, which a restart and a report of it as known then do not change.
ALTER TABLE run
    ADD COLUMN formats VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin; -- csv,parquet; NULL, of old: csv
