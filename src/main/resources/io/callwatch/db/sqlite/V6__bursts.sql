-- 0: it matched until its rule was edited; what was told of it holds until a newer version comes
ALTER TABLE burst_calls ADD COLUMN counts INTEGER NOT NULL DEFAULT 1;
-- 1: newer versions have taken calls from it since it was last looked at
ALTER TABLE bursts ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
UPDATE bursts SET lost = 1 WHERE EXISTS (SELECT 1 FROM burst_changes c
  WHERE c.tenant = bursts.tenant AND c.rule = bursts.rule AND c.group_value = bursts.group_value);
