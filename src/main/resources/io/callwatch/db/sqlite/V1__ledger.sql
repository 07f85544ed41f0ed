-- Times end in _ms (milliseconds since 1970, UTC) or _ns (nanoseconds). Words are the contract's.

CREATE TABLE tenants (
  id INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL UNIQUE
);

-- every call that was judged, at the highest version seen
CREATE TABLE calls (
  tenant INTEGER NOT NULL,
  call_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  start_ns BIGINT,
  seen_ms BIGINT NOT NULL,          -- when the first version was seen
  judged_by BIGINT NOT NULL,        -- fingerprint of the rules that judged this version
  versions TEXT NOT NULL,           -- '1@1700000000000 2@…': each version seen, and when
  PRIMARY KEY (tenant, call_id)
) WITHOUT ROWID;
CREATE INDEX calls_start ON calls (start_ns);

-- one rule's verdict on one call, where it matched once or is undecided; elsewhere it is no-match
CREATE TABLE alerts (
  tenant INTEGER NOT NULL,
  call_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  version BIGINT NOT NULL,
  outcome TEXT NOT NULL,            -- match | no-match | undecided
  hangs_on TEXT,                    -- the field that undecided waits for
  told TEXT NOT NULL,               -- NOTHING | MATCHED | WITHDRAWN
  facts TEXT,                       -- fingerprint of what the last message showed
  first_event_id TEXT,
  start_ns BIGINT,
  since_ms BIGINT NOT NULL,
  PRIMARY KEY (tenant, call_id, rule)
) WITHOUT ROWID;
CREATE INDEX alerts_start ON alerts (start_ns);
CREATE INDEX alerts_undecided ON alerts (outcome, since_ms) WHERE outcome = 'undecided';

CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tenant_id TEXT NOT NULL,
  type TEXT NOT NULL,
  rule TEXT,
  severity TEXT NOT NULL,
  title TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  group_value TEXT,
  call_id TEXT,
  calls TEXT NOT NULL,              -- JSON list of the records as Graph sent them
  reasons TEXT NOT NULL,            -- JSON object: part of the condition, its value
  first_id TEXT NOT NULL
);
CREATE INDEX events_call ON events (call_id);
CREATE INDEX events_first ON events (first_id);
CREATE INDEX events_created ON events (created_ms);

CREATE TABLE deliveries (
  event_seq BIGINT NOT NULL,
  destination TEXT NOT NULL,
  state TEXT NOT NULL,              -- pending | delivered | dead
  first_id TEXT NOT NULL,           -- events of one alert reach a destination in their order
  queued_ms BIGINT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_ms BIGINT NOT NULL,
  last_ms BIGINT,                   -- of the last attempt; for delivered ones, when it was taken
  failure TEXT,
  refused TEXT,                     -- recipients that the mail server refused for good
  reached TEXT,                     -- recipients that have it already
  PRIMARY KEY (event_seq, destination)
);
CREATE INDEX deliveries_due ON deliveries (destination, next_ms) WHERE state = 'pending';
CREATE INDEX deliveries_order ON deliveries (destination, first_id, event_seq) WHERE state <> 'delivered';

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  mark TEXT NOT NULL UNIQUE,        -- the same record and rule are kept once
  call_id TEXT,
  rule TEXT,                        -- null: the record itself could not be read
  condition TEXT,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  dismissed INTEGER NOT NULL DEFAULT 0
);

-- coverage: what each sweep has planned up to, and what of it is still unread
CREATE TABLE sweeps (
  tenant INTEGER NOT NULL,
  sweep TEXT NOT NULL,
  planned_to_ms BIGINT NOT NULL,
  complete_ms BIGINT,               -- when its last complete pass began
  PRIMARY KEY (tenant, sweep)
) WITHOUT ROWID;
CREATE TABLE unread (
  tenant INTEGER NOT NULL,
  sweep TEXT NOT NULL,
  from_ms BIGINT NOT NULL,
  to_ms BIGINT NOT NULL,
  planned_ms BIGINT NOT NULL,       -- a reading that began before this does not count for it
  PRIMARY KEY (tenant, sweep, from_ms)
) WITHOUT ROWID;
-- spans of start time that were read completely at least once, by whatever sweep
CREATE TABLE covered (
  tenant INTEGER NOT NULL,
  from_ms BIGINT NOT NULL,
  to_ms BIGINT NOT NULL,
  PRIMARY KEY (tenant, from_ms)
) WITHOUT ROWID;
-- spans that left the service unread, each reported once
CREATE TABLE lost (
  tenant INTEGER NOT NULL,
  from_ms BIGINT NOT NULL,
  to_ms BIGINT NOT NULL,
  noted_ms BIGINT NOT NULL,
  PRIMARY KEY (tenant, from_ms)
) WITHOUT ROWID;

CREATE TABLE burst_calls (
  tenant INTEGER NOT NULL,
  rule TEXT NOT NULL,
  group_value TEXT NOT NULL,
  call_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  start_ns BIGINT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (tenant, rule, call_id)
) WITHOUT ROWID;
CREATE INDEX burst_calls_group ON burst_calls (tenant, rule, group_value, start_ns);
CREATE INDEX burst_calls_start ON burst_calls (start_ns);
-- bursts that were told and not taken back
CREATE TABLE bursts (
  tenant INTEGER NOT NULL,
  rule TEXT NOT NULL,
  group_value TEXT NOT NULL,
  first_event_id TEXT NOT NULL,
  first_call TEXT NOT NULL,         -- the call that began it when it was told
  calls TEXT NOT NULL,              -- ids of its calls, separated by blanks
  PRIMARY KEY (tenant, rule, first_event_id)
) WITHOUT ROWID;
-- groups whose calls changed since their bursts were last looked at
CREATE TABLE burst_changes (
  tenant INTEGER NOT NULL,
  rule TEXT NOT NULL,
  group_value TEXT NOT NULL,
  PRIMARY KEY (tenant, rule, group_value)
) WITHOUT ROWID;

-- where calls came from: numbers and countries of phone organizers, kept only while a rule asks for them
CREATE TABLE origins (
  tenant INTEGER NOT NULL,
  origin TEXT NOT NULL,             -- NUMBER | COUNTRY
  value TEXT NOT NULL,
  start_ns BIGINT NOT NULL,
  PRIMARY KEY (tenant, origin, value, start_ns)
) WITHOUT ROWID;
CREATE INDEX origins_start ON origins (start_ns);

-- small things that outlive a process, by name
CREATE TABLE notes (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
