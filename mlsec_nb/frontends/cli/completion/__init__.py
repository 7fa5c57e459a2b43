"""``mlsec-nb completion``: what can be typed, for bash, zsh and fish. A shell is a file in this folder."""
