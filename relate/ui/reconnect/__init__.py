"""The right panel of Today: the day's few people, why them, and what can be done about it."""
