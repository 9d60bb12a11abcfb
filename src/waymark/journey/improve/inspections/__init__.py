"""A read-only pack for an inspector: made from a template, opened by a named link that expires and can be ended."""
