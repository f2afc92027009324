"""What the tests of models share."""

from tests.environment import plain_environment

__all__ = ["plain_environment"]
