-- The hub's memory: who is known, what is linked, where events were first seen, what became of commands.
-- Never what anybody wrote: no column here holds message text, and none holds a credential in the open.
--
-- Ids of people's places are hashes: conversation.id and participant.id are the first 16 bytes of the SHA-256 of the
-- Kafka key, so that a writer knows the id without asking. The same goes for events (of "event id/replay number") and
-- commands (their id is 16 bytes in hex).
--
-- Tables that grow with traffic are cut by day (UTC) and forgotten by dropping whole days. A reader asks all live days;
-- a writer names the day, so that its partition is known to exist. See ensure_days and drop_days at the end.

-- Accounts -----------------------------------------------------------------------------------------------------------

-- One bot or app installation. Rows of a configuration file are here only for their version.
CREATE TABLE account (
  platform       text        NOT NULL,
  name           text        NOT NULL,
  -- Grows with every change; readers of milena.accounts ignore what is lower than what they have. At least the time in
  -- milliseconds, so that a database restored or made anew is not behind the topic.
  version        bigint      NOT NULL,
  source         text        NOT NULL CHECK (source IN ('file', 'api')),
  -- Keyed hash of the settings, to tell a change from a restart.
  fingerprint    bytea       NOT NULL,
  -- The settings as written over the API: sealed for "platform/name@sealed_version". Absent: known from a file only.
  sealed         jsonb,
  sealed_version bigint,
  updated_at     timestamptz NOT NULL DEFAULT now(),
  -- Gone, but still told: readers must learn of it before the record may vanish from the topic.
  deleted_at     timestamptz,
  -- When the record was taken from the topic. The row stays, so that versions never start anew.
  tombstoned_at  timestamptz,
  PRIMARY KEY (platform, name),
  CHECK ((sealed IS NULL) = (sealed_version IS NULL))
);

-- People -------------------------------------------------------------------------------------------------------------

CREATE TABLE person (
  id         uuid        PRIMARY KEY,
  name       text,
  -- Who this is at the identity provider (OIDC "sub"); absent: never signed in.
  subject    text        UNIQUE,
  -- The name by which programs address them.
  username   text        UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- A user of a platform as one account sees them. Every participant has a person from the first moment; linking by code
-- moves the participant to the person who signed in.
CREATE TABLE participant (
  id          uuid        PRIMARY KEY,
  platform    text        NOT NULL,
  account     text        NOT NULL,
  external_id text        NOT NULL,
  person      uuid        NOT NULL REFERENCES person,
  name        text,
  username    text,
  bot         boolean     NOT NULL DEFAULT false,
  -- Our own account, or another account of ours on that platform: what it says is no news.
  self        boolean     NOT NULL DEFAULT false,
  -- When its owner proved by a code that it is theirs.
  linked_at   timestamptz,
  created_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (platform, account, external_id)
);
CREATE INDEX participant_person ON participant (person);
CREATE INDEX participant_self ON participant (platform, external_id) WHERE self;

-- A chat as one account sees it.
CREATE TABLE conversation (
  id          uuid        PRIMARY KEY,
  -- platform/account/[workspace/]id, percent-encoded: the Kafka key.
  key         text        NOT NULL UNIQUE,
  platform    text        NOT NULL,
  account     text        NOT NULL,
  workspace   text,
  external_id text        NOT NULL,
  -- direct, group or channel; absent where no event has told.
  kind        text,
  title       text,
  -- Who sits there, for a direct chat: the sender of events that do not name one.
  participant uuid        REFERENCES participant ON DELETE SET NULL,
  -- The hub opened it to hand somebody's messages to whoever answers: whoever speaks there is not its visitor.
  desk        boolean     NOT NULL DEFAULT false,
  -- The person there does not want to hear from us.
  blocked     boolean     NOT NULL DEFAULT false,
  -- Where the chat is now, if the platform has moved it.
  moved_to    uuid        REFERENCES conversation,
  created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX conversation_participant ON conversation (participant);
CREATE INDEX conversation_account ON conversation (platform, account);

-- Links, routes, rules -----------------------------------------------------------------------------------------------

-- What is said on one side is said on the other. A thread of '' means the conversation as a whole.
CREATE TABLE link (
  id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  left_id       uuid        NOT NULL REFERENCES conversation ON DELETE CASCADE,
  left_thread   text        NOT NULL DEFAULT '',
  right_id      uuid        NOT NULL REFERENCES conversation ON DELETE CASCADE,
  right_thread  text        NOT NULL DEFAULT '',
  -- platform/name of the right side's account.
  right_account text        NOT NULL,
  -- The route that opened it; the left side is then the visitor. Absent: made by hand.
  route         text,
  -- The person who made it by hand.
  created_by    text,
  -- The command whose failure the visitor was told about; cleared by the next delivery.
  outage        uuid,
  created_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (left_id, left_thread, right_id, right_thread),
  CHECK ((left_id, left_thread) <> (right_id, right_thread))
);
CREATE INDEX link_right ON link (right_id);
-- However many first messages arrive at once, a route opens one link from a conversation to an account,
CREATE UNIQUE INDEX link_opened_once ON link (left_id, left_thread, right_account) WHERE route IS NOT NULL;
-- and no two visitors share a conversation at the desk.
CREATE UNIQUE INDEX link_one_visitor ON link (right_id, right_thread) WHERE route IS NOT NULL;

-- Every link from both of its ends.
CREATE VIEW link_end AS
  SELECT id AS link, left_id AS here, left_thread AS here_thread, right_id AS there, right_thread AS there_thread,
         route, false AS to_visitor
    FROM link
  UNION ALL
  SELECT id, right_id, right_thread, left_id, left_thread, route, route IS NOT NULL FROM link;

-- Where a message goes that no link takes. Routes of a configuration file are not here.
CREATE TABLE route (
  name       text        PRIMARY KEY,
  -- The lowest that matches wins.
  position   int         NOT NULL DEFAULT 100,
  enabled    boolean     NOT NULL DEFAULT true,
  -- What it matches and where it leads: dev.milena.router.routes.Route as JSON.
  definition jsonb       NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Who may talk to an account. Rules of a configuration file are not here.
CREATE TABLE access_rule (
  -- platform/name, platform/* or */*; the closest one counts alone.
  account         text        PRIMARY KEY,
  -- Empty: all.
  allowed_chats   text[]      NOT NULL DEFAULT '{}',
  allowed_senders text[]      NOT NULL DEFAULT '{}',
  -- Wins over the lists above.
  denied_senders  text[]      NOT NULL DEFAULT '{}',
  -- What a person reads who was turned away; absent: nothing.
  deny_message    text,
  updated_at      timestamptz NOT NULL DEFAULT now()
);

-- Programs ------------------------------------------------------------------------------------------------------------

CREATE TABLE api_key (
  id           uuid        PRIMARY KEY,
  name         text        NOT NULL,
  -- SHA-256 of the key: it is random and long, so that nothing slower is needed.
  hash         bytea       NOT NULL UNIQUE,
  scopes       text[]      NOT NULL DEFAULT '{}',
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz
);

-- Linking by code ------------------------------------------------------------------------------------------------------

-- The one live code of a chat. The code itself is not here: it follows from the salt and a key that the database does
-- not have, and is found by its keyed hash.
CREATE TABLE link_code (
  conversation uuid        PRIMARY KEY REFERENCES conversation ON DELETE CASCADE,
  participant  uuid        NOT NULL REFERENCES participant ON DELETE CASCADE,
  -- The event that asked for it: asked once more by the same event, the code stays the same.
  event        uuid        NOT NULL,
  salt         bytea       NOT NULL,
  -- Two chats with one code at one moment: neither counts.
  hash         bytea       NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX link_code_hash ON link_code (hash);
CREATE INDEX link_code_expiry ON link_code (expires_at);

-- Wrong codes, so that nobody can try them all.
CREATE TABLE link_attempt (
  caller text        NOT NULL,
  at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX link_attempt_caller ON link_attempt (caller, at);
CREATE INDEX link_attempt_at ON link_attempt (at);

-- What grows with traffic ---------------------------------------------------------------------------------------------

-- Where each event was first seen. The same place again: the router starts over. Another place: a repeat, dropped.
CREATE TABLE seen (
  day       date        NOT NULL,
  event     uuid        NOT NULL,
  topic     uuid        NOT NULL,
  partition int         NOT NULL,
  position  bigint      NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (event, day)
) PARTITION BY RANGE (day);

-- Which commands a message of one conversation became in others.
CREATE TABLE relayed (
  day     date        NOT NULL,
  origin  uuid        NOT NULL,
  message text        NOT NULL,
  target  uuid        NOT NULL,
  thread  text        NOT NULL DEFAULT '',
  command uuid        NOT NULL,
  at      timestamptz NOT NULL,
  PRIMARY KEY (command, day)
) PARTITION BY RANGE (day);
CREATE INDEX relayed_origin ON relayed (origin, message);
CREATE INDEX relayed_target ON relayed (target, at);

-- Which messages of the platform a command became.
CREATE TABLE sent (
  day          date NOT NULL,
  conversation uuid NOT NULL,
  message      text NOT NULL,
  command      uuid NOT NULL,
  step         int  NOT NULL,
  PRIMARY KEY (conversation, message, day)
) PARTITION BY RANGE (day);
CREATE INDEX sent_command ON sent (command);

-- What became of each command, as far as is known.
CREATE TABLE outcome (
  day          date        NOT NULL,
  command      uuid        NOT NULL,
  conversation uuid        NOT NULL,
  key          text        NOT NULL,
  cause        text,
  result       text        NOT NULL,
  reason       text,
  step         int         NOT NULL,
  steps        int         NOT NULL,
  attempt      int         NOT NULL,
  degraded     text[]      NOT NULL DEFAULT '{}',
  at           timestamptz NOT NULL,
  PRIMARY KEY (command, day)
) PARTITION BY RANGE (day);
CREATE INDEX outcome_conversation ON outcome (conversation, at);

-- Why an event went nowhere. Ids and reasons only.
CREATE TABLE decision (
  day          date        NOT NULL,
  -- Of the event id and its replay number.
  event        uuid        NOT NULL,
  event_id     text        NOT NULL,
  account      text        NOT NULL,
  conversation text,
  sender       text,
  outcome      text        NOT NULL,
  reason       text        NOT NULL,
  -- The rule or route that said so.
  rule         text,
  -- Whether the sender was told: told again, with the same command id, when the router starts over.
  told         boolean     NOT NULL DEFAULT false,
  at           timestamptz NOT NULL,
  PRIMARY KEY (event, day)
) PARTITION BY RANGE (day);
CREATE INDEX decision_event_id ON decision (event_id);
CREATE INDEX decision_conversation ON decision (conversation, at);
CREATE INDEX decision_account ON decision (account, at);

-- Housekeeping --------------------------------------------------------------------------------------------------------

-- How far each partition is done. A committed offset far behind it means that Kafka has lost it.
CREATE TABLE progress (
  topic_id    uuid        NOT NULL,
  topic       text        NOT NULL,
  partition   int         NOT NULL,
  next_offset bigint      NOT NULL,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic_id, partition)
);

-- Counts changes, so that a router that remembers rows knows when to forget them.
CREATE TABLE change (
  what    text   PRIMARY KEY,
  version bigint NOT NULL DEFAULT 0
);
INSERT INTO change (what) VALUES ('accounts'), ('people'), ('links'), ('routes'), ('access');

CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE change SET version = version + 1 WHERE what = TG_ARGV[0];
  RETURN NULL;
END $$;

CREATE TRIGGER account_changed AFTER INSERT OR UPDATE OR DELETE ON account
  FOR EACH ROW EXECUTE FUNCTION count_change('accounts');
CREATE TRIGGER route_changed AFTER INSERT OR UPDATE OR DELETE ON route
  FOR EACH ROW EXECUTE FUNCTION count_change('routes');
CREATE TRIGGER access_rule_changed AFTER INSERT OR UPDATE OR DELETE ON access_rule
  FOR EACH ROW EXECUTE FUNCTION count_change('access');
-- A link that a route opens concerns conversations that had none: nobody remembers anything wrong.
CREATE TRIGGER link_made AFTER INSERT ON link
  FOR EACH ROW WHEN (NEW.route IS NULL) EXECUTE FUNCTION count_change('links');
CREATE TRIGGER link_moved AFTER UPDATE OF left_id, left_thread, right_id, right_thread ON link
  FOR EACH ROW EXECUTE FUNCTION count_change('links');
CREATE TRIGGER link_gone AFTER DELETE ON link
  FOR EACH ROW EXECUTE FUNCTION count_change('links');
CREATE TRIGGER participant_moved AFTER UPDATE OF person, linked_at ON participant
  FOR EACH ROW WHEN (OLD.person <> NEW.person OR OLD.linked_at IS DISTINCT FROM NEW.linked_at)
  EXECUTE FUNCTION count_change('people');
CREATE TRIGGER participant_gone AFTER DELETE ON participant
  FOR EACH ROW EXECUTE FUNCTION count_change('people');

-- Makes the partitions of a table for the days from first to last, where they are missing.
CREATE FUNCTION ensure_days(parent text, first date, last date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  d date;
  part text;
BEGIN
  -- Two routers that make the same partition would trip over each other.
  PERFORM pg_advisory_xact_lock(hashtext('milena days of ' || parent));
  d := first;
  WHILE d <= last LOOP
    part := parent || '_' || to_char(d, 'YYYYMMDD');
    IF to_regclass(part) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, parent, d, d + 1);
    END IF;
    d := d + 1;
  END LOOP;
END $$;

-- Drops the partitions of a table that hold days before the given one; returns how many.
CREATE FUNCTION drop_days(parent text, before date) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  part text;
  dropped int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('milena days of ' || parent));
  FOR part IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = parent::regclass AND right(c.relname, 8) < to_char(before, 'YYYYMMDD')
  LOOP
    EXECUTE format('DROP TABLE %I', part);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
