"""What the page of versions says."""

RESTORED = (
    "The version you chose is the answer again. The text that stood there is kept in the list of versions."
)
