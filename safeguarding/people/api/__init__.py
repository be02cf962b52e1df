"""People in the API: found by name, and read one by one."""
