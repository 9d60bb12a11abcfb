"""Who sponsors and who mentors someone who is enrolled, from whenever it is known, with its history."""
