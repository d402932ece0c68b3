-- The erasure schedule for drafts concerns what never got a patron number, also when it was cancelled; what was
-- saved and waits for a person is no draft.
DROP INDEX registrations_abandoned;
CREATE INDEX registrations_drafts ON registrations (updated_at) WHERE patron_number IS NULL;
