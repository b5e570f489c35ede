-- What the API asks for, beside what the pipeline does.

-- What became of a request to send: its commands name it as their cause. Only such rows are in the index.
CREATE INDEX outcome_requested ON outcome (cause) WHERE cause LIKE 'milena/api/%';
