"""The only way in which a case goes: closed, held by nothing, and disposed of because two different people said so."""

from django.db import migrations

# SECURITY DEFINER: they act as the owner of the tables, so that whoever serves pages or tasks needs no right to delete
# a case, nor to write the history or the record. What they ask for stands in the tables, not in what they are told, and
# what goes follows from the references that the tables have: a table that comes later goes with its case by itself.
CREATE = """
CREATE FUNCTION public.records_require_approved(disposal bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    found bigint;
BEGIN
    SELECT d.case_id INTO found FROM records_disposal d JOIN cases_case c ON c.id = d.case_id
    WHERE d.id = disposal AND d.status = 'approved' AND d.decided_by_id <> d.proposed_by_id
        AND d.keep_until <= (now() AT TIME ZONE 'Europe/London')::date AND c.stage = 'closed'
        AND NOT EXISTS (SELECT FROM records_legalhold h WHERE h.case_id = c.id AND h.lifted_at IS NULL);
    IF found IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE =
            'two people have not approved the disposal of a closed case whose years are over and that nothing holds';
    END IF;
    RETURN found;
END $$;

-- What hangs on what: every reference of one column, and those that the tables have without a constraint.
CREATE FUNCTION public.records_references() RETURNS TABLE (child text, col text, parent text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT t.relname::text, a.attname::text, p.relname::text
    FROM pg_constraint k
    JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND cardinality(k.conkey) = 1
    UNION VALUES
        ('conversations_message', 'export_id', 'conversations_messageexport'),
        ('conversations_breach', 'judgement_id', 'conversations_judgement'),
        ('conversations_breach', 'message_id', 'conversations_message')
$$;

-- Of what goes: not the header of the case, which stays empty; nor what others learned from it, which names nobody;
-- nor for whom it did not exist, so that it goes on not to exist for them; nor what is told here of its end.
CREATE FUNCTION public.records_doomed_references() RETURNS TABLE (child text, col text, parent text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT r.* FROM records_references() r
    WHERE r.child NOT IN (
            'cases_case', 'cases_caseconflict', 'recommendations_recommendation', 'learning_learningreport',
            'people_person', 'files_storedfile', 'records_doomedrow', 'records_retentionreview', 'records_legalhold',
            'records_disposal')
        AND r.parent NOT IN ('people_person', 'files_storedfile')
        AND (r.child, r.col) <> ('cases_lowlevelconcern', 'pattern_id')
$$;

CREATE FUNCTION public.records_ignore(tables text[]) RETURNS text
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
    before text := current_setting('pgtrigger.ignore', true);
    guards text;
BEGIN
    SELECT array_agg(DISTINCT g.tgname)::text INTO guards FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
    WHERE NOT g.tgisinternal AND c.relnamespace = 'public'::regnamespace AND (
        c.relname = ANY (tables) OR c.relname = ANY (SELECT unnest(tables) || 'event')
        OR c.relname IN ('audit_auditevent', 'audit_consultation', 'cases_lowlevelconcern'));
    PERFORM set_config('pgtrigger.ignore', coalesce(guards, '{}'), true);
    RETURN coalesce(before, '{}');
END $$;

-- What was done, when and by whom stays, on the case; what it was done to and what was said of it goes.
CREATE FUNCTION public.records_empty_record(of_case bigint, kind text, ids bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
    named text;
BEGIN
    SELECT reference INTO named FROM cases_case WHERE id = of_case;
    UPDATE audit_auditevent SET reason = '', data = '{}', object_type = 'case', object_id = of_case, object_label = named
        WHERE object_type = kind AND object_id = ANY (ids);
    UPDATE audit_consultation
        SET purpose_text = '', object_type = 'case', object_id = of_case, object_label = named
        WHERE object_type = kind AND object_id = ANY (ids);
END $$;

CREATE FUNCTION public.records_forget_history(tab text, ids bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_attribute
            WHERE attrelid = to_regclass('public.' || tab || 'event') AND attname = 'pgh_obj_id') THEN
        EXECUTE format('DELETE FROM %I WHERE pgh_obj_id = ANY ($1)', tab || 'event') USING ids;
    END IF;
END $$;

CREATE FUNCTION public.records_erase_begin(disposal bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text;
    gone bigint := records_require_approved(disposal);
    named text;
    unseen bigint[];
BEGIN
    before := records_ignore(ARRAY['cases_case', 'cases_casegrant', 'records_retentionreview', 'records_legalhold']);
    SELECT reference INTO named FROM cases_case WHERE id = gone;
    UPDATE cases_case SET title = 'Disposed of', situation = '', safety_plan = '', closing_summary = '',
        is_restricted = true, is_urgent = false, is_abuse_of_position = false, version = version + 1
        WHERE id = gone;
    PERFORM records_forget_history('cases_case', ARRAY[gone]);
    PERFORM records_forget_history('cases_casegrant', (
        SELECT coalesce(array_agg(id), '{}') FROM cases_casegrant WHERE content_object_id = gone));
    DELETE FROM cases_caseaccess WHERE case_id = gone;
    -- The history of a grant is written as it goes, and goes with it in the end.
    INSERT INTO records_doomedrow (disposal_id, "table", "row")
        SELECT disposal, 'cases_casegrant', id FROM cases_casegrant WHERE content_object_id = gone
        ON CONFLICT DO NOTHING;
    DELETE FROM cases_casegrant WHERE content_object_id = gone;
    SELECT coalesce(array_agg(DISTINCT user_id), '{}') INTO unseen FROM (
        SELECT user_id FROM cases_caseconflict WHERE case_id = gone
        UNION SELECT c.user_id FROM cases_concernconflict c
            JOIN cases_caseconcern j ON j.concern_id = c.concern_id WHERE j.case_id = gone) kept;
    DELETE FROM cases_caseconflict WHERE case_id = gone;
    INSERT INTO cases_caseconflict (case_id, user_id, kind, reason, declared_at)
        SELECT gone, one, 'declared', '', now() FROM unnest(unseen) one;
    UPDATE records_retentionreview SET reason = '' WHERE case_id = gone;
    UPDATE records_retentionreviewevent SET reason = '' WHERE case_id = gone;
    UPDATE records_legalhold SET reason = '', authority = '', lift_authority = '', lift_reason = 'Gone with the case'
        WHERE case_id = gone;
    UPDATE records_legalholdevent SET reason = '', authority = '', lift_authority = '', lift_reason = ''
        WHERE case_id = gone;
    PERFORM records_empty_record(gone, 'case', ARRAY[gone]);
    DELETE FROM access_idempotencykey WHERE body::text LIKE '%' || named || '%';
    PERFORM set_config('pgtrigger.ignore', before, true);
END $$;

CREATE FUNCTION public.records_erase_gather(disposal bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint := records_require_approved(disposal);
    edge record;
    added integer;
    more integer;
BEGIN
    INSERT INTO records_doomedrow (disposal_id, "table", "row") VALUES (disposal, 'cases_case', gone)
        ON CONFLICT DO NOTHING;
    INSERT INTO records_doomedrow (disposal_id, "table", "row")
        SELECT disposal, 'cases_concern', concern_id FROM cases_caseconcern WHERE case_id = gone
        UNION ALL SELECT disposal, 'learning_learningreport', id FROM learning_learningreport
            WHERE case_id = gone AND status <> 'approved'
        UNION ALL SELECT disposal, 'learning_guardanswer', a.id FROM learning_guardanswer a
            JOIN learning_learningreport l ON l.id = a.report_id WHERE l.case_id = gone
        UNION ALL SELECT disposal, 'learning_reportdraft', a.id FROM learning_reportdraft a
            JOIN learning_learningreport l ON l.id = a.report_id WHERE l.case_id = gone
        ON CONFLICT DO NOTHING;
    LOOP
        added := 0;
        FOR edge IN
            SELECT r.* FROM records_doomed_references() r
            WHERE r.parent IN (SELECT DISTINCT "table" FROM records_doomedrow d WHERE d.disposal_id = disposal)
        LOOP
            EXECUTE format(
                'INSERT INTO records_doomedrow (disposal_id, "table", "row") SELECT $1, %L, t.id FROM %I t '
                'JOIN records_doomedrow w ON w.disposal_id = $1 AND w."table" = %L AND w."row" = t.%I '
                'ON CONFLICT DO NOTHING', edge.child, edge.child, edge.parent, edge.col) USING disposal;
            GET DIAGNOSTICS more = ROW_COUNT;
            added := added + more;
        END LOOP;
        INSERT INTO records_doomedrow (disposal_id, "table", "row")
            SELECT disposal, 'deadlines_deadline', d.id FROM deadlines_deadline d
            JOIN records_doomedrow w ON w.disposal_id = disposal AND w."row" = d.subject_id AND d.subject_type
                IN (split_part(w."table", '_', 2), CASE w."table" WHEN 'cases_patternreview' THEN 'pattern' END)
            UNION SELECT disposal, 'notices_notice', n.id FROM notices_notice n
            JOIN records_doomedrow w ON w.disposal_id = disposal AND w."row" = n.subject_id AND n.subject_type
                IN (split_part(w."table", '_', 2),
                    CASE w."table" WHEN 'cases_patternreview' THEN 'pattern' WHEN 'links_toldlink' THEN 'link' END)
            ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS more = ROW_COUNT;
        added := added + more;
        EXIT WHEN added = 0;
    END LOOP;
    -- Files and people are named by what goes; files are destroyed by the application, people looked at in the end.
    FOR edge IN
        SELECT r.* FROM records_references() r WHERE r.parent IN ('files_storedfile', 'people_person')
            AND r.child IN (SELECT DISTINCT "table" FROM records_doomedrow d WHERE d.disposal_id = disposal)
    LOOP
        EXECUTE format(
            'INSERT INTO records_doomedrow (disposal_id, "table", "row") SELECT $1, %L, t.%I FROM %I t '
            'JOIN records_doomedrow w ON w.disposal_id = $1 AND w."table" = %L AND w."row" = t.id '
            'WHERE t.%I IS NOT NULL ON CONFLICT DO NOTHING',
            edge.parent, edge.col, edge.child, edge.child, edge.col) USING disposal;
    END LOOP;
END $$;

CREATE FUNCTION public.records_erase_some(disposal bigint, most integer) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint := records_require_approved(disposal);
    before text;
    waiting text[];
    free text[];
    tab text;
    ids bigint[];
    found jsonb := '{}';
    taken integer;
BEGIN
    SELECT array_agg(DISTINCT "table") INTO waiting FROM records_doomedrow d
        WHERE d.disposal_id = disposal AND "table" NOT IN ('cases_case', 'people_person', 'files_storedfile');
    IF waiting IS NULL THEN
        RETURN found;
    END IF;
    -- Those on which nothing hangs any more. Where all hang on each other, all go at once.
    SELECT array_agg(one) INTO free FROM unnest(waiting) one WHERE NOT EXISTS (
        SELECT FROM records_references() r WHERE r.parent = one AND r.child <> one AND r.child = ANY (waiting));
    IF free IS NULL THEN
        free := waiting;
        most := NULL;
    END IF;
    before := records_ignore(free);
    FOREACH tab IN ARRAY free LOOP
        SELECT array_agg(w."row") INTO ids FROM (
            SELECT "row" FROM records_doomedrow d WHERE d.disposal_id = disposal AND d."table" = tab
            ORDER BY "row" DESC LIMIT most) w;
        IF tab = 'cases_patternreview' THEN
            UPDATE cases_lowlevelconcern SET pattern_id = NULL WHERE pattern_id = ANY (ids);
        END IF;
        EXECUTE format('DELETE FROM %I WHERE id = ANY ($1)', tab) USING ids;
        GET DIAGNOSTICS taken = ROW_COUNT;
        PERFORM records_forget_history(tab, ids);
        PERFORM records_empty_record(gone, split_part(tab, '_', 2), ids);
        DELETE FROM records_doomedrow d WHERE d.disposal_id = disposal AND d."table" = tab AND d."row" = ANY (ids);
        found := found || jsonb_build_object(tab, taken);
        IF most IS NOT NULL THEN
            most := greatest(most - cardinality(ids), 0);
            EXIT WHEN most = 0;
        END IF;
    END LOOP;
    PERFORM set_config('pgtrigger.ignore', before, true);
    RETURN found;
END $$;

CREATE FUNCTION public.records_erase_end(disposal bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint := records_require_approved(disposal);
    before text;
    ids bigint[];
    person bigint;
    edge record;
    is_named boolean;
    people integer := 0;
BEGIN
    PERFORM FROM cases_case WHERE id = gone FOR UPDATE;
    PERFORM records_erase_gather(disposal);
    IF EXISTS (SELECT FROM records_doomedrow d WHERE d.disposal_id = disposal
            AND "table" NOT IN ('cases_case', 'people_person', 'files_storedfile'))
        OR EXISTS (SELECT FROM records_doomedrow d JOIN files_storedfile f ON f.id = d."row"
            WHERE d.disposal_id = disposal AND d."table" = 'files_storedfile' AND f.erased_at IS NULL) THEN
        RETURN NULL;
    END IF;
    before := records_ignore(ARRAY[
        'cases_case', 'people_person', 'files_storedfile', 'matching_namekeys', 'matching_likelypair',
        'learning_learningreport'
    ]);
    SELECT coalesce(array_agg("row"), '{}') INTO ids FROM records_doomedrow d
        WHERE d.disposal_id = disposal AND "table" = 'files_storedfile';
    UPDATE files_storedfile SET name = '', scan_said = '' WHERE id = ANY (ids);
    PERFORM records_forget_history('files_storedfile', ids);
    PERFORM records_empty_record(gone, 'storedfile', ids);
    PERFORM records_forget_history('learning_learningreport', (
        SELECT coalesce(array_agg(id), '{}') FROM learning_learningreport WHERE case_id = gone));
    FOR person IN SELECT p.id FROM people_person p JOIN records_doomedrow d ON d."row" = p.id
        WHERE d.disposal_id = disposal AND d."table" = 'people_person' AND p.user_id IS NULL FOR UPDATE OF p
    LOOP
        is_named := false;
        FOR edge IN SELECT r.* FROM records_references() r WHERE r.parent = 'people_person'
            AND r.child NOT IN ('matching_namekeys', 'matching_likelypair')
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %I = $1)', edge.child, edge.col)
                INTO is_named USING person;
            EXIT WHEN is_named;
        END LOOP;
        IF NOT is_named THEN
            PERFORM records_forget_history('matching_likelypair', (
                SELECT coalesce(array_agg(id), '{}') FROM matching_likelypair
                WHERE first_id = person OR second_id = person));
            DELETE FROM matching_likelypair WHERE first_id = person OR second_id = person;
            DELETE FROM matching_namekeys WHERE person_id = person;
            DELETE FROM people_person WHERE id = person;
            PERFORM records_forget_history('people_person', ARRAY[person]);
            PERFORM records_empty_record(gone, 'person', ARRAY[person]);
            people := people + 1;
        END IF;
    END LOOP;
    PERFORM records_forget_history('cases_case', ARRAY[gone]);
    PERFORM records_empty_record(gone, 'case', ARRAY[gone]);
    DELETE FROM records_doomedrow d WHERE d.disposal_id = disposal;
    PERFORM set_config('pgtrigger.ignore', before, true);
    RETURN jsonb_build_object('people_person', people);
END $$;

REVOKE ALL ON FUNCTION public.records_require_approved FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_references FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_doomed_references FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_ignore FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_empty_record FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_forget_history FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_erase_begin FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_erase_gather FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_erase_some FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_erase_end FROM PUBLIC;
"""
DROP = """
DROP FUNCTION public.records_erase_end; DROP FUNCTION public.records_erase_some;
DROP FUNCTION public.records_erase_gather; DROP FUNCTION public.records_erase_begin;
DROP FUNCTION public.records_forget_history; DROP FUNCTION public.records_empty_record;
DROP FUNCTION public.records_ignore; DROP FUNCTION public.records_doomed_references;
DROP FUNCTION public.records_references; DROP FUNCTION public.records_require_approved;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0001_initial"),
        ("conversations", "0017_erase_long_words"),
        ("learning", "0002_self_assessments"),
        ("recommendations", "0001_initial"),
        ("notices", "0001_initial"),
        ("matching", "0002_keys_kept_by_the_database"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
