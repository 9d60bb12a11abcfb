"""Passkeys: a second step after the password, and a way to sign in without one."""
