"""The sessions of an account: where it is signed in, and how one ends the others."""
