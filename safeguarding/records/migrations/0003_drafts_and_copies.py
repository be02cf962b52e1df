"""With a case go the drafts that tell of it and what was gathered of it for somebody's subject access request."""

import re
from importlib import import_module

from django.db import migrations

# As before, with: bulletins that nobody approved and that tell of the case, what was typed and answered in any, what was
# recommended and never released to the board, the document of a subject access request that holds something of it.
CREATE = """
-- The bulletins that tell of a case, with what they quote of its reports.
CREATE FUNCTION public.records_bulletins_of(of_case bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT DISTINCT b.bulletin_id FROM learning_bulletinreport b
    JOIN learning_learningreport l ON l.id = b.report_id WHERE l.case_id = of_case
$$;

-- The subject access requests whose file holds something that goes.
CREATE FUNCTION public.records_requests_of(disposal bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT DISTINCT i.request_id FROM subject_access_gathereditem i JOIN records_doomedrow d ON d."row" = i.id
    WHERE d.disposal_id = disposal AND d."table" = 'subject_access_gathereditem'
$$;

-- What is gathered of a case while it is disposed of is not kept: whoever keeps it waits for the approval, or it for them.
CREATE FUNCTION public.records_gather_no_gone_case() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM cases_case WHERE id IN (SELECT case_id FROM gathered) ORDER BY id FOR SHARE;
    DELETE FROM subject_access_gathereditem i USING gathered g, records_disposal d
        WHERE i.id = g.id AND d.case_id = g.case_id AND d.status IN ('approved', 'erased');
    RETURN NULL;
END $$;
CREATE TRIGGER records_no_gone_case AFTER INSERT ON subject_access_gathereditem
    REFERENCING NEW TABLE AS gathered FOR EACH STATEMENT EXECUTE FUNCTION public.records_gather_no_gone_case();

CREATE OR REPLACE FUNCTION public.records_erase_gather(disposal bigint) RETURNS void
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
        UNION ALL SELECT disposal, 'learning_bulletin', b.id FROM learning_bulletin b
            WHERE b.status <> 'approved' AND b.id IN (SELECT records_bulletins_of(gone))
        UNION ALL SELECT disposal, 'learning_bulletinanswer', a.id FROM learning_bulletinanswer a
            WHERE a.bulletin_id IN (SELECT records_bulletins_of(gone))
        UNION ALL SELECT disposal, 'learning_bulletindraft', a.id FROM learning_bulletindraft a
            WHERE a.bulletin_id IN (SELECT records_bulletins_of(gone))
        UNION ALL SELECT disposal, 'recommendations_recommendation', id FROM recommendations_recommendation
            WHERE case_id = gone AND released_at IS NULL
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
    -- What was given out of it on a subject access request goes as a whole, and what was answered of words in it alone.
    INSERT INTO records_doomedrow (disposal_id, "table", "row")
        SELECT disposal, 'files_storedfile', f FROM subject_access_accessrequest q, unnest(ARRAY[q.file_id]) f
        WHERE f IS NOT NULL AND q.id IN (SELECT records_requests_of(disposal))
        UNION SELECT disposal, 'subject_access_wordanswer', a.id FROM subject_access_wordanswer a
        WHERE a.request_id IN (SELECT records_requests_of(disposal)) AND NOT EXISTS (
            SELECT FROM subject_access_gathereditem i WHERE i.request_id = a.request_id
                AND strpos(lower(i.words), lower(a.words)) > 0 AND i.id NOT IN (
                    SELECT "row" FROM records_doomedrow d
                    WHERE d.disposal_id = disposal AND d."table" = 'subject_access_gathereditem'))
        ON CONFLICT DO NOTHING;
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

CREATE OR REPLACE FUNCTION public.records_erase_end(disposal bigint) RETURNS jsonb
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
        'learning_learningreport', 'learning_bulletin', 'recommendations_recommendation'
    ]);
    SELECT coalesce(array_agg("row"), '{}') INTO ids FROM records_doomedrow d
        WHERE d.disposal_id = disposal AND "table" = 'files_storedfile';
    UPDATE files_storedfile SET name = '', scan_said = '' WHERE id = ANY (ids);
    PERFORM records_forget_history('files_storedfile', ids);
    PERFORM records_empty_record(gone, 'storedfile', ids);
    PERFORM records_forget_history('learning_learningreport', (
        SELECT coalesce(array_agg(id), '{}') FROM learning_learningreport WHERE case_id = gone));
    PERFORM records_forget_history('learning_bulletin', (
        SELECT coalesce(array_agg(one), '{}') FROM records_bulletins_of(gone) one));
    DELETE FROM recommendations_recommendationevent e USING recommendations_recommendation r
        WHERE e.pgh_obj_id = r.id AND r.case_id = gone AND e.pgh_created_at < r.released_at;
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

REVOKE ALL ON FUNCTION public.records_bulletins_of FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_requests_of FROM PUBLIC;
REVOKE ALL ON FUNCTION public.records_gather_no_gone_case FROM PUBLIC;
"""


def _was(name: str) -> str:
    """A function as the step before this one made it."""
    before = import_module("safeguarding.records.migrations.0002_erasing").CREATE
    found = re.search(rf"CREATE (FUNCTION public\.{name}\(.*?^END \$\$;)", before, re.DOTALL | re.MULTILINE)
    assert found is not None  # noqa: S101  # it stands there
    return f"CREATE OR REPLACE {found[1]}"


DROP = f"""
DROP TRIGGER records_no_gone_case ON subject_access_gathereditem;
DROP FUNCTION public.records_gather_no_gone_case;
{_was("records_erase_gather")}
{_was("records_erase_end")}
DROP FUNCTION public.records_requests_of; DROP FUNCTION public.records_bulletins_of;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_erasing"),
        ("learning", "0003_bulletins"),
        ("recommendations", "0001_initial"),
        ("subject_access", "0002_times_and_people_together"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
