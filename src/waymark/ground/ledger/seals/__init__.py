"""Seals: commitments of rows that must not change, chained in batches for each provider."""
