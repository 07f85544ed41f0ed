-- what waits for a destination, in the order in which it goes: a batch is found without a look at all that wait behind it
CREATE INDEX deliveries_pending ON deliveries (destination, event_seq, next_ms, last_ms) WHERE state = 'pending';
DROP INDEX deliveries_due;
