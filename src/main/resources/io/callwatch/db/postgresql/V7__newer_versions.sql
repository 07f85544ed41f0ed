-- by id, versions of calls of which an earlier one may have begun at another time, and may still come
CREATE TABLE newer_versions (
  tenant INTEGER NOT NULL,
  call_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  start_ns BIGINT NOT NULL,         -- where it is not known, when the version was seen
  PRIMARY KEY (tenant, call_id)
);
INSERT INTO newer_versions (tenant, call_id, version, start_ns)
  SELECT tenant, call_id, MAX(version), MAX(CASE WHEN start_ns = 0 THEN seen_ms * 1000000 ELSE start_ns END)
  FROM calls WHERE version > 1 GROUP BY tenant, call_id;
CREATE INDEX newer_versions_start ON newer_versions (start_ns);
