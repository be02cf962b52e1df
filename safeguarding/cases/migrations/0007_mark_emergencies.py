from django.db import migrations

MARK = """
UPDATE cases_casegrant SET is_emergency = true
WHERE permission_id IN (SELECT id FROM auth_permission WHERE codename = 'break_glass_case')
"""


class Migration(migrations.Migration):
    """Emergencies that were opened before each had a row of its own. Apart from 0006: it writes, 0006 alters."""

    dependencies = [("cases", "0006_each_emergency_its_own_row")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
