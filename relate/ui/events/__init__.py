"""Events: the place, its list, what is known of one, and days that may have been one."""
