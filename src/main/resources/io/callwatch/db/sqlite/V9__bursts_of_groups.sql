-- a group that changes is asked for its bursts, which stay a month: without this all those of its rule were gone over for each
CREATE INDEX IF NOT EXISTS bursts_group ON bursts (group_value, rule);
