"""What the tests of evaluations share."""

from tests.environment import plain_environment

__all__ = ["plain_environment"]
