"""What someone changes about their own account: the password and the email address."""
