-- a delivery is tried for so long from its first attempt on: quiet hours, an hourly limit or a stop may have held it before
ALTER TABLE deliveries ADD COLUMN tried_ms BIGINT; -- of the first attempt that failed, by the run's present
UPDATE deliveries SET tried_ms = queued_ms WHERE state = 'pending' AND attempts > 0;
