-- calls in the order in which windows are read; a page of random ids touched a place of its own for each record
CREATE TABLE calls_by_start (
  tenant INTEGER NOT NULL,
  start_ns BIGINT NOT NULL,         -- 0 where it is not known
  call_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  seen_ms BIGINT NOT NULL,          -- when the first version was seen
  judged_by BIGINT NOT NULL,        -- fingerprint of the rules that judged this version
  versions TEXT NOT NULL,           -- '1@1700000000000 2@…': each version seen, and when
  PRIMARY KEY (tenant, start_ns, call_id)
) WITHOUT ROWID;
INSERT INTO calls_by_start (tenant, start_ns, call_id, version, seen_ms, judged_by, versions)
  SELECT tenant, COALESCE(start_ns, 0), call_id, version, seen_ms, judged_by, versions FROM calls ORDER BY 1, 2, 3;
DROP TABLE calls;
ALTER TABLE calls_by_start RENAME TO calls;
