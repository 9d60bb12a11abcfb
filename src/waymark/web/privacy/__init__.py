"""Personal data across the rooms: a copy for the person, erasure, retention, legal hold, and what is processed."""
