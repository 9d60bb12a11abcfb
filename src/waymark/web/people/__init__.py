"""The provider's people: finding one, and one person's page with everything that can be corrected about them."""
