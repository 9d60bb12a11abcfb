"""A member of staff leaves: what they hold, who takes it over, and the one act that hands it all over."""
