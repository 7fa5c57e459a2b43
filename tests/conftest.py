"""Settings for every test."""

from hypothesis import settings

# Speed is measured in tests/benchmarks; a slow machine must not fail a test of behaviour.
settings.register_profile("mlsec_nb", deadline=None)
settings.load_profile("mlsec_nb")
