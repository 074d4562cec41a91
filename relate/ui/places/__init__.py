"""The places of the rail that take the middle of the window: History, Who am I, Settings."""
