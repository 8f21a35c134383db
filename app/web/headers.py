"""The security headers of every answer: nothing from elsewhere, nothing inline, nothing framed."""

from flask import Response, g, request

POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "font-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
))  # fmt: skip

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


# A test dossier is shown inside a page of the studio, and nowhere else.
IN_OUR_FRAMES = {
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    "X-Frame-Options": "SAMEORIGIN",
}


def secure(response: Response) -> Response:
    """After each request: the headers, and no copy of a page left on a shared machine."""
    tested = getattr(g.get("dossier"), "test", False)
    for name, value in (HEADERS | IN_OUR_FRAMES if tested else HEADERS).items():
        response.headers.setdefault(name, value)
    if request.endpoint not in ("static", "module"):
        response.headers.setdefault("Cache-Control", "no-store")
    elif request.endpoint == "static" and "v" not in request.args:  # asked for by its bare name
        response.headers["Cache-Control"] = "no-cache"
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
