"""The tables of the case store as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

METADATA = MetaData()

CASE = Table(
    "case",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("patient_id", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("birth_date", Text, nullable=False),
    Column("sex", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("application_version", Text, nullable=False),
    Index("case_by_patient_id", "patient_id"),
)
"""One row a case. `revision` counts the applied changes; `changed_at` and the version are those of the last one."""

ITEM = Table(
    "item",
    METADATA,
    Column("case_id", Text, ForeignKey("case.id", ondelete="CASCADE"), primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("json", Text, nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("case_id", "position", name="item_position"),
)
"""The items a case holds now, in the order they were added."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("case_id", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("edits", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("audit_by_case", "case_id", "sequence"),
)
"""The audit trail of the whole store. It has no foreign key: lines outlive the case they are about."""
