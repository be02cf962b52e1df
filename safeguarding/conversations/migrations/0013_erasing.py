"""The only two ways in which messages go: once their file was destroyed because two people said so."""

from django.db import migrations

# SECURITY DEFINER: they act as the owner of the tables, so that whoever serves pages or tasks needs no right to delete
# a message, nor to write the history. What they ask for stands in the tables, not in what they are told.
CREATE = """
CREATE FUNCTION public.conversations_require_removed(export bigint) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM conversations_messageexport e
        JOIN evidence_exhibitfile h ON h.id = e.source_id
        JOIN files_storedfile f ON f.id = h.file_id
        JOIN evidence_fileremoval r ON r.held_id = h.id
        WHERE e.id = export AND e.status = 'removed' AND f.destroyed_at IS NOT NULL
            AND r.status = 'removed' AND r.decided_by_id <> r.asked_by_id
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'two people have not had the file of these messages destroyed';
    END IF;
END $$;

CREATE FUNCTION public.conversations_ignore(tables regclass[]) RETURNS text
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
    before text := current_setting('pgtrigger.ignore', true);
    guards text;
BEGIN
    SELECT array_agg(tgname)::text INTO guards FROM pg_trigger WHERE tgrelid = ANY (tables) AND NOT tgisinternal;
    PERFORM set_config('pgtrigger.ignore', guards, true);
    RETURN coalesce(before, '{}');
END $$;

CREATE FUNCTION public.conversations_erase(export bigint, words text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text;
    threads bigint[];
    entries bigint[];
BEGIN
    PERFORM conversations_require_removed(export);
    before := conversations_ignore(ARRAY[
        'conversations_notedmessage', 'conversations_finding', 'conversations_unreadline', 'conversations_rulesaid',
        'conversations_verdict', 'conversations_participant', 'conversations_conversation', 'conversations_bundlemessage',
        'cases_chronologyentry', 'cases_chronologyentryevent', 'conversations_findingevent',
        'conversations_participantevent', 'conversations_conversationevent', 'conversations_messageexportevent'
    ]::regclass[]);
    SELECT coalesce(array_agg(id), '{}') INTO threads FROM conversations_conversation WHERE export_id = export;
    SELECT coalesce(array_agg(n.entry_id), '{}') INTO entries
        FROM conversations_notedmessage n JOIN conversations_message m ON m.id = n.message_id
        WHERE m.export_id = export;
    DELETE FROM conversations_notedmessage WHERE entry_id = ANY (entries);
    UPDATE cases_chronologyentry SET text = words WHERE id = ANY (entries);
    UPDATE cases_chronologyentryevent SET text = words WHERE pgh_obj_id = ANY (entries);
    DELETE FROM conversations_bundlemessage b USING conversations_message m
        WHERE m.id = b.message_id AND m.export_id = export;
    DELETE FROM conversations_finding WHERE export_id = export;
    UPDATE conversations_findingevent SET reason = '' WHERE export_id = export AND reason <> '';
    DELETE FROM conversations_look WHERE export_id = export;
    DELETE FROM conversations_hour WHERE conversation_id = ANY (threads);
    DELETE FROM conversations_part WHERE conversation_id = ANY (threads);
    DELETE FROM conversations_unreadline WHERE export_id = export;
    DELETE FROM conversations_rulesaid s USING conversations_judgement j
        WHERE j.id = s.judgement_id AND j.export_id = export;
    DELETE FROM conversations_verdict v USING conversations_judgement j
        WHERE j.id = v.judgement_id AND j.export_id = export;
    DELETE FROM conversations_participant WHERE export_id = export;
    UPDATE conversations_participantevent SET name = '', handle_key = '' WHERE export_id = export;
    DELETE FROM conversations_conversation WHERE export_id = export;
    UPDATE conversations_conversationevent SET title = '', key = '' WHERE export_id = export;
    UPDATE conversations_messageexportevent SET notes = '[]', question = '', problem = '', day_order_because = ''
        WHERE pgh_obj_id = export;
    PERFORM set_config('pgtrigger.ignore', before, true);
END $$;

CREATE FUNCTION public.conversations_erase_messages(export bigint, most integer) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text;
    gone integer;
    broken integer;
BEGIN
    PERFORM conversations_require_removed(export);
    before := conversations_ignore(ARRAY[
        'conversations_message', 'conversations_breach', 'conversations_finding', 'conversations_rulesaid',
        'conversations_verdict', 'conversations_judgement'
    ]::regclass[]);
    DELETE FROM conversations_breach WHERE id IN (
        SELECT b.id FROM conversations_breach b JOIN conversations_judgement j ON j.id = b.judgement_id
        WHERE j.export_id = export LIMIT most);
    GET DIAGNOSTICS broken = ROW_COUNT;
    DELETE FROM conversations_finding WHERE export_id = export;
    DELETE FROM conversations_message WHERE id IN (
        SELECT id FROM conversations_message WHERE export_id = export LIMIT most);
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF gone + broken = 0 THEN
        DELETE FROM conversations_judgement WHERE export_id = export;
    END IF;
    PERFORM set_config('pgtrigger.ignore', before, true);
    RETURN gone + broken;
END $$;

REVOKE ALL ON FUNCTION public.conversations_require_removed FROM PUBLIC;
REVOKE ALL ON FUNCTION public.conversations_ignore FROM PUBLIC;
REVOKE ALL ON FUNCTION public.conversations_erase FROM PUBLIC;
REVOKE ALL ON FUNCTION public.conversations_erase_messages FROM PUBLIC;
"""
DROP = """
DROP FUNCTION public.conversations_erase_messages; DROP FUNCTION public.conversations_erase;
DROP FUNCTION public.conversations_ignore; DROP FUNCTION public.conversations_require_removed;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0012_removed_with_their_file"),
        ("evidence", "0003_found_again"),
        ("files", "0002_destroyed"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
