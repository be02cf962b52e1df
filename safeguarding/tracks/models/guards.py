"""The database's own guard of the tables of stages: one trigger, made from the tables of every kind of track."""

from __future__ import annotations

from collections.abc import Sequence

import pgtrigger

from safeguarding.tracks import states


def _rows(rows: Sequence[tuple[str, ...]]) -> str:
    return ", ".join("(" + ", ".join(f"'{value}'" for value in row) + ")" for row in rows)


def stage_guards() -> list[pgtrigger.Trigger]:
    """A stage changes only along the edges of its kind's table, a track begins with the first, and keeps its kind."""
    edges = [(kind, *edge) for kind, table in states.TABLES.items() for edge in table.edges()]
    firsts = [(kind, table.first) for kind, table in states.TABLES.items()]
    return [
        pgtrigger.Trigger(
            name="stage_follows_the_table",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=f"""
                IF NEW.kind <> OLD.kind OR NEW.case_id <> OLD.case_id THEN
                    RAISE EXCEPTION 'a track keeps its kind and its case';
                END IF;
                IF NEW.stage <> OLD.stage AND (NEW.kind, OLD.stage, NEW.stage) NOT IN ({_rows(edges)}) THEN
                    RAISE EXCEPTION 'Invalid transition of a % track from % to %', NEW.kind, OLD.stage, NEW.stage;
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="starts_at_the_first_stage",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=f"""
                IF (NEW.kind, NEW.stage) NOT IN ({_rows(firsts)}) THEN
                    RAISE EXCEPTION 'Cannot insert a % track at %', NEW.kind, NEW.stage;
                END IF;
                RETURN NEW;
            """,
        ),
    ]
