"""The keys of a person are worked out in the database, so that whatever puts a person on record keeps them: a page, an
import of thousands of rows, a correction by hand."""

from django.contrib.postgres.operations import CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations
from nicknames import name_triplets

FOLD = """
CREATE FUNCTION matching_fold(words text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
    SELECT btrim(regexp_replace(
        translate(lower(unaccent(coalesce(words, ''))), '''’‘ʼʻ`´', ''), '[-[:space:].,;:/()"&_‐‑–—]+', ' ', 'g'
    ))
$$;
"""
# Metaphone knows the sounds of Latin letters; of a name in another script only the very same spelling is the same key.
SOUND = """
CREATE FUNCTION matching_sound(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN word ~ '^[a-z]+$' THEN coalesce(nullif(dmetaphone(word), ''), word) ELSE word END
$$;
"""
# Each key joins two things, so that it finds hundreds among a million and not tens of thousands. One slip spoils one of
# the two ends of a word or its sound, never all three. First and family name stand in both orders.
KEYS = """
CREATE FUNCTION matching_keys(force bigint, given text, family text, known_as text, born date, asked boolean)
RETURNS bigint[] LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
DECLARE
    firsts text[] := array_remove(string_to_array(matching_fold(given || ' ' || known_as), ' '), '');
    lasts text[] := array_remove(string_to_array(matching_fold(family), ' '), '');
    called text[];
    found text[] := '{}';
    days date[];
    day date;
    g text; sg text; f text; sf text;
BEGIN
    IF cardinality(lasts) > 1 THEN
        lasts := lasts || array_to_string(lasts, '');
    ELSIF cardinality(lasts) = 0 AND cardinality(firsts) > 1 THEN
        lasts := firsts[2:];
        firsts := firsts[:1];
    END IF;
    IF cardinality(firsts) = 0 AND cardinality(lasts) > 1 THEN
        firsts := lasts[:1];
        lasts := lasts[2:];
    END IF;
    firsts := firsts[:6];
    lasts := lasts[:5];
    called := firsts || ARRAY(
        SELECT DISTINCT n.canon FROM matching_nickname n WHERE n.name = ANY(firsts) AND n.canon <> ALL(firsts)
        ORDER BY 1 LIMIT 6
    );
    IF asked OR cardinality(firsts) + cardinality(lasts) = 1 THEN
        FOREACH g IN ARRAY called || lasts LOOP
            found := found || ('w' || g) || ('v' || matching_sound(g));
        END LOOP;
    END IF;
    FOREACH g IN ARRAY called LOOP
        sg := matching_sound(g);
        FOREACH f IN ARRAY lasts LOOP
            sf := matching_sound(f);
            found := found || ('s' || least(sg, sf) || ' ' || greatest(sg, sf))
                || ('a' || sg || ' ' || left(f, 3)) || ('z' || sg || ' ' || right(f, 3));
            IF g = ANY(firsts) THEN
                found := found || ('a' || sf || ' ' || left(g, 3)) || ('z' || sf || ' ' || right(g, 3));
            END IF;
        END LOOP;
    END LOOP;
    IF born IS NOT NULL THEN
        days := ARRAY[born];
        IF asked AND extract(day FROM born) <= 12 THEN
            days := days || make_date(
                extract(year FROM born)::int, extract(day FROM born)::int, extract(month FROM born)::int
            );
        END IF;
        FOREACH day IN ARRAY days LOOP
            found := found || ARRAY(
                SELECT DISTINCT 'd' || to_char(day, 'YYYYMMDD') || left(x, 1) FROM unnest(called || lasts) AS x
            );
        END LOOP;
    END IF;
    RETURN ARRAY(SELECT DISTINCT hashtextextended(force || x, 0) FROM unnest(found) AS x);
END $$;
"""
# Runs as the owner of the tables, on a pinned search path, as the triggers of the history do.
TRIGGER = """
CREATE FUNCTION matching_keep_keys() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO matching_namekeys (person_id, force_id, names, born, keys, looked_at) VALUES (
        NEW.id, NEW.force_id, matching_fold(NEW.given_name || ' ' || NEW.known_as || ' ' || NEW.family_name),
        NEW.date_of_birth,
        CASE WHEN NEW.merged_into_id IS NULL THEN matching_keys(
            NEW.force_id, NEW.given_name, NEW.family_name, NEW.known_as, NEW.date_of_birth, false
        ) ELSE '{}' END,
        NULL
    ) ON CONFLICT (person_id) DO UPDATE SET force_id = excluded.force_id, names = excluded.names,
        born = excluded.born, keys = excluded.keys, looked_at = NULL;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION matching_keep_keys() FROM PUBLIC;
CREATE TRIGGER matching_keep_keys
    AFTER INSERT OR UPDATE OF given_name, family_name, known_as, date_of_birth, force_id, merged_into_id
    ON people_person FOR EACH ROW EXECUTE FUNCTION matching_keep_keys();
"""
FILL = """
INSERT INTO matching_namekeys (person_id, force_id, names, born, keys)
SELECT id, force_id, matching_fold(given_name || ' ' || known_as || ' ' || family_name), date_of_birth,
    CASE WHEN merged_into_id IS NULL
        THEN matching_keys(force_id, given_name, family_name, known_as, date_of_birth, false) ELSE '{}' END
FROM people_person
"""
BACK = """
DROP TRIGGER matching_keep_keys ON people_person;
DROP FUNCTION matching_keep_keys();
DROP FUNCTION matching_keys(bigint, text, text, text, date, boolean);
DROP FUNCTION matching_sound(text);
DROP FUNCTION matching_fold(text);
DELETE FROM matching_namekeys;
"""


def put_in_nicknames(apps, schema_editor):
    """The names of the package, once: a newer package comes in by a migration of its own, with the keys made anew."""
    Nickname = apps.get_model("matching", "Nickname")
    rows = {
        (pair.name2, pair.name1)
        for pair in name_triplets()
        if pair.relationship == "has_nickname" and pair.name1.isalpha() and pair.name2.isalpha()
    }
    Nickname.objects.bulk_create([Nickname(name=name, canon=canon) for name, canon in sorted(rows)])


def nothing(apps, schema_editor):
    """The table goes with its migration."""


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial"), ("people", "0003_merged_records")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.RunPython(put_in_nicknames, nothing),
        migrations.RunSQL(FOLD + SOUND + KEYS + TRIGGER + FILL, BACK),
    ]
