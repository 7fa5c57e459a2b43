"""What attackers do, as plain functions on arrays: no model library is known here."""
