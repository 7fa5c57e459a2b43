"""One file for each kind of secret; :mod:`mlsec_nb.secrets.registry` finds them."""
