"""What the page of versions says."""

RESTORED = "The version you chose is your answer again. The text it replaced is in the list of versions."
