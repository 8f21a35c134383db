"""`guichet verify-pdf`: is this file accessible (PDF/UA-1) and fit for an archive (PDF/A-3a)?

Exit code 0 without a fault, 1 with some, 2 when the file cannot be judged.
"""

from pathlib import Path

import click

from app.adapters.pdf_check import check
from app.core.language import _, ngettext


@click.command("verify-pdf")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify_pdf(file: Path) -> None:
    """Vérifier qu’un PDF est accessible (PDF/UA-1) et archivable (PDF/A-3a)."""
    found = check(file.read_bytes())
    for fault in found:
        click.echo(str(fault))
    if found:
        count = len(found)
        click.echo(ngettext("{count} défaut", "{count} défauts", count).format(count=count), err=True)
        raise SystemExit(1)
    click.echo(_("{file} : aucun défaut trouvé").format(file=file))
