"""The page of what a service keeps under a name, for its manager: labels, texts of messages. One page lists
them, makes, changes and deletes; what was typed and refused stays where it was typed.

It knows a name and one other input; what they are is each page's matter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.account import Account
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.ports import Ports
from app.web.access import ports, require_account
from app.web.desk.blueprint import Answer
from app.web.desk.services import service_names
from app.web.posted import only

NAME, SERVICE = "nom", "service"


@dataclass(frozen=True, slots=True)
class NamedPage:
    """`other`: the second input, beside the name. `of` gives the rows of the managed services, `more`
    what the template reads beside them."""

    template: str
    endpoint: str
    other: str
    of: Callable[[Ports, Account], Sequence[Any]]
    more: Callable[[], Mapping[str, Any]]

    def shown(self) -> Answer:
        """The page as it is opened."""
        return self._page()

    def made(self, make: Callable[[Ports, Account, str, str, str], object], done: str) -> Answer:
        """A new one, of the service that is posted."""
        only(request.form, NAME, self.other, SERVICE)
        service = request.form.get(SERVICE, "")
        return self._kept("", done, lambda *typed: make(ports(), require_account(), service, *typed))

    def changed(
        self, id_: str, change: Callable[[Ports, Account, str, str, str], object], done: str
    ) -> Answer:
        """Another name, another value."""
        only(request.form, NAME, self.other)
        return self._kept(id_, done, lambda *typed: change(ports(), require_account(), id_, *typed))

    def deleted(self, id_: str, delete: Callable[[Ports, Account, str], object], done: str) -> Answer:
        """Gone."""
        only(request.form)
        delete(ports(), require_account(), id_)
        return self._done(done)

    def _kept(self, id_: str, done: str, keep: Callable[[str, str], object]) -> Answer:
        name, other = request.form.get(NAME, ""), request.form.get(self.other, "")
        try:
            keep(name, other)
        except CaseworkRefused as refusal:
            return self._page(wrong=id_, typed={NAME: name, self.other: other}, refusal=refusal), 422
        return self._done(done)

    def _done(self, text: str) -> Response:
        flash(text, "ok")
        return redirect(url_for(self.endpoint), code=303)

    def _page(
        self,
        *,
        wrong: str = "",
        typed: Mapping[str, str] | None = None,
        refusal: CaseworkRefused | None = None,
    ) -> str:
        """`wrong`: the row that was refused, "" for a new one."""
        account = require_account()
        place = (refusal.place or NAME) if refusal else ""
        return render_template(
            self.template,
            rows=self.of(ports(), account),
            services=service_names(account.services("manager")),
            wrong=wrong,
            typed=typed or {},
            errors={place: str(refusal)} if refusal else {},
            page_errors=[(f"{place}-{wrong}" if wrong else f"champ-{place}", str(refusal))]
            if refusal
            else [],
            **self.more(),
        )
