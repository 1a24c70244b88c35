-- What is still owed on a loan that was paid out and has not ended; null: it cannot be told, or nothing is.
ALTER TABLE loan
    ADD COLUMN overdue_amount     DECIMAL(38, 8) AFTER overdue_since, -- of the instalments that are reported overdue and not paid
    ADD COLUMN outstanding_amount DECIMAL(38, 8) AFTER overdue_amount;
ALTER TABLE loan_next
    ADD COLUMN overdue_amount     DECIMAL(38, 8) AFTER overdue_since,
    ADD COLUMN outstanding_amount DECIMAL(38, 8) AFTER overdue_amount;
