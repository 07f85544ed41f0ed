-- as every other connection has it from Schema.LOCKED_OUT: whoever has locked a table is not waited for without end
SET lock_timeout = '30s';
