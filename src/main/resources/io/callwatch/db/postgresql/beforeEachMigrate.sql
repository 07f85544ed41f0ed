-- as every other connection has it from Schema.LOCK_TIMEOUT: whoever has locked a table is not waited for without end
SET lock_timeout = '30s';
