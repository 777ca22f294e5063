"""The last day of the RNCP record: a page does not show an ended code as current without a word."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("formations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="formationpage",
            name="rncp_echeance",
            field=models.DateField(
                blank=True,
                help_text="Dernier jour de la fiche. Passé ce jour, la page le dit.",
                null=True,
                verbose_name="échéance de la fiche RNCP",
            ),
        ),
    ]
