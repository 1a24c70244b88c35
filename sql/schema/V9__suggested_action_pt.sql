-- What to do about a finding, in Portuguese too; what was derived before is made again by the next run.
ALTER TABLE finding ADD COLUMN suggested_action_pt VARCHAR(1000) NOT NULL;
ALTER TABLE finding_next ADD COLUMN suggested_action_pt VARCHAR(1000) NOT NULL;
