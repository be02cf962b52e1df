"""The only two ways into the record: whoever may run these may add a row, and may neither choose its time nor change one."""

from django.db import migrations

# SECURITY DEFINER: they write as the owner of the tables, so that nobody else needs the right to. The search path is
# pinned, pg_temp last, so that a table of the caller's own making cannot stand in for the real one.
CREATE = """
CREATE FUNCTION public.audit_write_event(
    verb text, operation text, actor_id bigint, actor_label text, force_id bigint,
    object_type text, object_id bigint, object_label text, reason text, data jsonb, request_id text
) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO public.audit_auditevent
        (at, verb, operation, actor_id, actor_label, force_id,
         object_type, object_id, object_label, reason, data, request_id)
    VALUES (clock_timestamp(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
$$;

CREATE FUNCTION public.audit_write_consultation(
    actor_id bigint, actor_label text, force_id bigint, object_type text, object_id bigint,
    object_label text, page text, purpose text, purpose_text text, request_id text
) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO public.audit_consultation
        (at, actor_id, actor_label, force_id, object_type, object_id,
         object_label, page, purpose, purpose_text, request_id)
    VALUES (clock_timestamp(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
$$;

REVOKE ALL ON FUNCTION public.audit_write_event FROM PUBLIC;
REVOKE ALL ON FUNCTION public.audit_write_consultation FROM PUBLIC;
"""
DROP = "DROP FUNCTION public.audit_write_event; DROP FUNCTION public.audit_write_consultation;"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
