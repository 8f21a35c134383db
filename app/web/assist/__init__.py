"""The adviser's space: help somebody fill in the very same form, then leave nothing behind."""

from app.web.assist.views import blueprint

__all__ = ["blueprint"]
