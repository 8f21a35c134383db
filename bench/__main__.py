"""`make bench`: every measure in one run, as a table, and as JSON in build/bench.json."""

import json
import os
import platform
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from app.bootstrap import bootstrap, upgrade_database
from app.settings import PROJECT, Settings
from bench import clock, desk, documents, engine, exports, official, pages, pdf, places, studio, studio_pages
from bench.measure import table


def main() -> None:
    with TemporaryDirectory(prefix="guichet-bench-") as folder:
        os.environ["GUICHET_INSTANCE"] = folder  # for the processes that the measures start
        settings = Settings.from_env()
        upgrade_database(settings)
        ports = bootstrap(settings)
        rows = [
            *pages.measure(ports, settings, Path(folder)),
            *engine.measure(ports, settings, Path(folder)),
            *pdf.measure(ports),
            *documents.measure(ports, Path(folder)),
            *official.measure(),
            *places.measure(),
            *exports.measure(ports),
            *studio.measure(ports),
            *studio_pages.measure(ports, settings),
            *desk.measure(ports, Path(folder)),
            *clock.measure(ports),
        ]
    click.echo(table(rows))
    target = PROJECT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "cores": os.cpu_count()}
    result = {"machine": machine, "rows": [row.as_json() for row in rows]}
    target.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n")
    click.echo(f"JSON : {target.relative_to(PROJECT)}")


main()
