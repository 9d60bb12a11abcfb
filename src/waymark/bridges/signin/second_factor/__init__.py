"""A second step after the password: a code from an authenticator app, a passkey, or a recovery code."""
