-- a delivery that outlived its event would be that of the next event to get the number
DELETE FROM deliveries WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.seq = deliveries.event_seq);
