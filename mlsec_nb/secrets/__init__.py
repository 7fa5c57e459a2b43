"""Secrets in every text of a notebook: providers' keys by their form, all others by their context."""
