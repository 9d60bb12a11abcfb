"""Triggers that keep rows as they are, written from the models' declarations (`kit/append_only.py`)."""
