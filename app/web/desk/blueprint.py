"""The blueprint of the desk, which every module of it hangs its routes on."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("desk", __name__, url_prefix="/bureau")
Answer = str | Response | tuple[str, int]
