"""People of delivery partners, and which enrolments they see."""
