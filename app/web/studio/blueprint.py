"""The blueprint of the studio, which every module of it hangs its routes on."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("studio", __name__, url_prefix="/atelier")
Answer = str | Response | tuple[str, int]
