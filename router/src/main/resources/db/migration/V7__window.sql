-- Some platforms let us write freely only for a while after the person was last heard: until when, and what was heard
-- last (the platform's id of the message). Absent where there is no such limit.
ALTER TABLE conversation ADD COLUMN open_until timestamptz;
ALTER TABLE conversation ADD COLUMN heard text;
CREATE INDEX conversation_window ON conversation (platform, account) WHERE open_until IS NOT NULL;
