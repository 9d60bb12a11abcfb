"""Signing in at another organisation's OpenID Connect provider. Off unless the operator names one."""
