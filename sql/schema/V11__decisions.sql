-- What people have decided of a finding, by the decisions that the run's prefix holds: OPEN, ACKNOWLEDGED or WAIVED. Who, when
-- and why stands in the log `decisions` alone.
ALTER TABLE finding ADD COLUMN status VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'OPEN';
ALTER TABLE finding_next ADD COLUMN status VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'OPEN';
