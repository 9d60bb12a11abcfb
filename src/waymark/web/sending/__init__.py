"""What happens to a form after it was sent: once, never over something newer, and never lost at the sign-in page."""
