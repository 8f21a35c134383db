"""Groups of a service and the rules that send dossiers to them; absences; the territory of a service."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def _to(name: str, target: str, *, primary_key: bool = False) -> sa.Column:
    key = sa.ForeignKey(target, ondelete="CASCADE")
    return sa.Column(name, sa.Text, key, nullable=False, primary_key=primary_key)


def upgrade() -> None:
    op.create_table(
        "service_groups",
        sa.Column("id", sa.Text, primary_key=True),
        _text("service_id"),
        _text("name"),
        sa.Column("fallback", sa.Boolean, nullable=False),
        sa.UniqueConstraint("service_id", "name", name="uq_service_groups_service_id_name"),
    )
    op.create_table(
        "group_members",
        _to("group_id", "service_groups.id", primary_key=True),
        _to("account_id", "accounts.id", primary_key=True),
    )
    op.create_index("ix_group_members_account_id", "group_members", ["account_id"])
    op.create_table(
        "routing_rules",
        sa.Column("id", sa.Text, primary_key=True),
        _text("service_id"),
        _text("slug"),
        _to("group_id", "service_groups.id"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("when", sa.JSON, nullable=False),
    )
    op.create_index(
        "ix_routing_rules_service_id_slug_position", "routing_rules", ["service_id", "slug", "position"]
    )
    op.create_index("ix_routing_rules_group_id", "routing_rules", ["group_id"])
    op.create_table(
        "absences",
        sa.Column("id", sa.Text, primary_key=True),
        _to("account_id", "accounts.id"),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
    )
    op.create_index("ix_absences_account_id_last", "absences", ["account_id", "last"])
    op.create_table("services", sa.Column("id", sa.Text, primary_key=True), _text("territory"))
    op.add_column("dossiers", sa.Column("group_id", sa.Text, nullable=False, server_default=sa.text("''")))
    op.create_index(
        "ix_dossiers_group_id_state_slug_due_order_submitted_at_id",
        "dossiers",
        ["group_id", "state", "slug", "due_order", "submitted_at", "id"],
    )
    op.drop_index("ix_dossiers_service_id_decided_at", table_name="dossiers")
    op.create_index(
        "ix_dossiers_load",
        "dossiers",
        ["service_id", "decided_at", "assigned_to", "due_order", "submitted_at"],
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
