-- when what an event is about was over: what is old goes as a catch-up
ALTER TABLE events ADD COLUMN happened_ms BIGINT;
-- deliveries that go as one message, from its first attempt on: 'quiet-hours:17'
ALTER TABLE deliveries ADD COLUMN batch TEXT;
