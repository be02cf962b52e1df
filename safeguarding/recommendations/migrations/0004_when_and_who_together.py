from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0003_filled_from_the_record")]

    operations = [
        migrations.AddConstraint(
            model_name='dissemination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_by__isnull', True), ('told_on__isnull', True)), models.Q(('told_by__isnull', False), ('told_on__isnull', False)), _connector='OR'), name='dissemination_told'),
        ),
        migrations.AddConstraint(
            model_name='recommendationaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', True), ('done_on__isnull', True)), models.Q(('done_by__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='recommendation_action_done'),
        ),
        migrations.AddConstraint(
            model_name='recommendationaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dropped_by__isnull', True), ('dropped_on__isnull', True)), models.Q(('dropped_by__isnull', False), ('dropped_on__isnull', False)), _connector='OR'), name='recommendation_action_drop'),
        ),
    ]
