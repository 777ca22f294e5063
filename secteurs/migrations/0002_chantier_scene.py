"""A large work is shown by a drawn scene and its description."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("secteurs", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="grandchantier",
            name="scene",
            field=models.CharField(
                blank=True,
                help_text="Nom de la scène dans la bibliothèque de dessins : « canal ».",
                max_length=40,
                verbose_name="scène dessinée",
            ),
        ),
        migrations.AddField(
            model_name="grandchantier",
            name="scene_alt",
            field=models.CharField(
                blank=True,
                help_text="Ce que l’on voit, pour les personnes qui ne voient pas l’image.",
                max_length=220,
                verbose_name="description de la scène",
            ),
        ),
    ]
