"""The faces: thin, strangers to each other; they parse, call and show."""
