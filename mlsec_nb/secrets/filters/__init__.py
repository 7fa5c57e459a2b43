"""What is no secret, however much it looks like one."""
