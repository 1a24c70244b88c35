-- Where the interval of a suspected outage ends, which begins at after_event_at. No other finding has one.
ALTER TABLE finding ADD COLUMN until_at DATETIME(6) AFTER after_event_at;
ALTER TABLE finding_next ADD COLUMN until_at DATETIME(6) AFTER after_event_at;
