"""Django's SQLite backend that prepares a statement again when a migration has overtaken it; see `base.py`."""
