"""What the loader remembers of each file: without it a second run could overwrite a person's work."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class FichierCharge(models.Model):
    """One file (or one record of a table) as it was last loaded, and what it became in the database."""

    cle = models.CharField(
        _("fichier"),
        max_length=200,
        primary_key=True,
        help_text=_("Chemin sous demo/content ; « # » précède le nom d’une ligne de tableau."),
    )
    empreinte = models.CharField(
        _("empreinte"), max_length=64, help_text=_("SHA-256 du texte chargé et du jour de référence.")
    )
    temoin = models.CharField(
        _("témoin"),
        max_length=64,
        help_text=_("Révision ou valeurs écrites alors : si elles ont changé, une personne est passée."),
    )
    jour = models.DateField(
        _("jour de référence"), help_text=_("Jour à partir duquel les dates relatives ont été comptées.")
    )
    cible_type = models.ForeignKey(
        ContentType,
        verbose_name=_("type de contenu"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Ce que le fichier décrit."),
    )
    cible_id = models.CharField(_("identifiant"), max_length=40, help_text=_("Clé du contenu dans la base."))

    class Meta:
        verbose_name = _("fichier chargé")
        verbose_name_plural = _("fichiers chargés")
        ordering = ["cle"]

    def __str__(self) -> str:
        return self.cle
