"""The blueprint of everybody's pages: no account, no JavaScript needed."""

from flask import Blueprint

blueprint = Blueprint("public", "app.web.public")
