-- Parked work: what is on milena.parked and where, so that it can be asked for. Never its text, which is on the topic alone.

CREATE TABLE parked (
  -- 16 bytes of the record's key; of a command that is its id.
  id              uuid        PRIMARY KEY,
  -- Kafka key of the record.
  record          text        NOT NULL,
  -- input: a payload that no platform's folder understood; event; command.
  kind            text        NOT NULL CHECK (kind IN ('input', 'event', 'command')),
  cause           text        NOT NULL,
  platform        text        NOT NULL,
  -- platform/name
  account         text        NOT NULL,
  -- Kafka key on the topic where it was; absent: it had none, and cannot be played again.
  conversation    text,
  -- CloudEvents type.
  type            text,
  attempts        int         NOT NULL,
  -- How often it had been played again when it was parked.
  replay          int         NOT NULL,
  -- It may have been sent all the same.
  in_doubt        boolean     NOT NULL,
  -- Where it lies.
  partition       int         NOT NULL,
  position        bigint      NOT NULL,
  parked_at       timestamptz NOT NULL,
  -- Where it was before. Time and position there are the order in which it is played again.
  origin_topic    text,
  origin_position bigint      NOT NULL,
  first_seen      timestamptz NOT NULL,
  -- What an operator has decided. Decided once: replay and drop cannot both be on their way.
  state           text        NOT NULL DEFAULT 'parked' CHECK (state IN ('parked', 'replaying', 'dropping')),
  asked_at        timestamptz,
  asked_by        text,
  -- When Kafka had what the decision asks for. The row goes when the record does.
  sent_at         timestamptz
);
CREATE INDEX parked_order ON parked (first_seen, origin_position, id);
CREATE INDEX parked_conversation ON parked (conversation, first_seen, origin_position, id);
CREATE INDEX parked_cause ON parked (cause, parked_at);
CREATE INDEX parked_place ON parked (partition, position);

-- How far the topic is read into the table, in the same transactions: a database restored from a backup reads on from
-- where its rows end.
CREATE TABLE parked_progress (
  topic_id      uuid   NOT NULL,
  partition     int    NOT NULL,
  next_position bigint NOT NULL,
  PRIMARY KEY (topic_id, partition)
);
