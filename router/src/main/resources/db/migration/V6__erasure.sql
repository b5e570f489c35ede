-- Whom the hub was told to forget. What is kept of it says who asked, when, and how much went: nothing about whom.

CREATE TABLE erasure (
  id           uuid        PRIMARY KEY,
  -- The id of the person under a key that the database does not have: asked for once more, it is the same erasure.
  person_hash  text        NOT NULL UNIQUE,
  -- The id itself, until those who read milena.accepted were told of it.
  person       uuid,
  -- The name of the API key.
  requested_by text        NOT NULL,
  -- What was written up to then is forgotten.
  at           timestamptz NOT NULL,
  -- What is to be done next; see docs/ERASURE.md.
  step         text        NOT NULL CHECK (step IN ('announce', 'parked', 'trim', 'sweep', 'done')),
  participants int         NOT NULL,
  conversations int        NOT NULL,
  links        int         NOT NULL,
  messages     int         NOT NULL,
  outcomes     int         NOT NULL,
  decisions    int         NOT NULL,
  parked       int         NOT NULL DEFAULT 0,
  finished_at  timestamptz
);
CREATE INDEX erasure_open ON erasure (at) WHERE step <> 'done';

-- Conversations and senders that are passed over, by the keyed hash of their key (see dev.milena.bus.Erased).
CREATE TABLE erased (
  name    text        PRIMARY KEY,
  at      timestamptz NOT NULL,
  erasure uuid        NOT NULL REFERENCES erasure
);
CREATE INDEX erased_erasure ON erased (erasure);

INSERT INTO change (what) VALUES ('erased');
CREATE TRIGGER erased_changed AFTER INSERT OR UPDATE OR DELETE ON erased
  FOR EACH STATEMENT EXECUTE FUNCTION count_change('erased');
