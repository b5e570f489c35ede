-- The platform's own id of what is going on in a conversation now: a desk counts its chats, while the conversation is the
-- visitor. An id, and nothing that anybody wrote.
ALTER TABLE conversation ADD COLUMN session text;
