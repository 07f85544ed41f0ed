-- when what is covered was asked for last; of older rows nobody knows, but hardly before they end
ALTER TABLE covered ADD COLUMN read_ms BIGINT NOT NULL DEFAULT 0;
UPDATE covered SET read_ms = to_ms;
-- since when a span waits to be read; planned_ms moves on with each plan
ALTER TABLE unread ADD COLUMN since_ms BIGINT NOT NULL DEFAULT 0;
UPDATE unread SET since_ms = planned_ms;
