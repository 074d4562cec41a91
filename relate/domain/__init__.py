"""What Relate knows and decides, pure: no Qt, no SQL, no files, no clock (time is an argument)."""
