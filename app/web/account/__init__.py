"""Signing in and out: the only door of agents, advisers and other staff. Citizens never need it."""

from app.web.account.views import blueprint

__all__ = ["blueprint"]
