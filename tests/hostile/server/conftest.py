"""The server of the tests of the routes."""

from tests.frontends.server.conftest import *  # noqa: F403
