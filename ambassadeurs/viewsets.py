"""Lists of ambassadors and of the requests that schools make."""

from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn

from ambassadeurs.models import AmbassadeurPage, DemandeRencontre
from common.admin_forms import ScopedModelForm
from common.listings import ContentFilterSet, ContentIndexView, ContentListing
from common.viewsets import RecordViewSet
from secteurs.panels import rev3_column, rev3_filter, secteur_filter, secteurs_column


class ConsentColumn(Column):
    cell_template_name = "wagtailadmin/listes/tuiles.html"

    def get_value(self, instance: Any) -> SafeString | str:
        end = instance.consentement_jusqu_au
        if end is None or end < timezone.localdate():
            return format_html('<span class="po-retard">{}</span>', _("pas de consentement valable"))
        return f"{end:%d/%m/%Y}"


class AmbassadeurFilterSet(ContentFilterSet):
    secteur = secteur_filter("ambassadeur_secteurs")
    rev3 = rev3_filter("ambassadeur_themes")

    class Meta:
        model = AmbassadeurPage
        fields = ["genre"]


class AmbassadeurIndexView(ContentIndexView):
    prefetch = ("ambassadeur_secteurs__tag", "ambassadeur_themes__tag")


class AmbassadeurListing(ContentListing):
    name = "ambassadeurs"
    model = AmbassadeurPage
    icon = "user"
    menu_label = _("Ambassadrices et ambassadeurs")
    index_view_class = AmbassadeurIndexView
    filterset_class = AmbassadeurFilterSet
    extra_columns = (
        secteurs_column("ambassadeur_secteurs"),
        rev3_column("ambassadeur_themes"),
        ConsentColumn("consentement", label=_("Consentement"), sort_key="consentement_jusqu_au"),
    )


class DemandeViewSet(RecordViewSet):
    """A request is followed, never rewritten: what the school asked is shown as it was sent."""

    model = DemandeRencontre
    name = "demandes"
    icon = "mail"
    menu_label = _("Demandes de rencontre")
    copy_view_enabled = False
    list_display = [
        "organisme",
        Column("prenom", label=_("Qui"), accessor="ambassadeur.prenom"),
        Column("departement", label=_("Département"), accessor="departement.nom", sort_key="departement"),
        "rencontre",
        "etat",
        DateColumn("recue_le", label=_("Reçue le"), sort_key="recue_le"),
    ]
    list_filter = ["etat", "rencontre", "departement"]
    search_fields = ["organisme", "contact", "ambassadeur__prenom"]
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("etat"), FieldPanel("suivi")], heading=_("Suivi")),
            FieldPanel("ambassadeur"),
            FieldRowPanel([FieldPanel("etablissement"), FieldPanel("departement")]),
            MultiFieldPanel(
                [FieldPanel("organisme"), FieldPanel("contact"), FieldPanel("courriel")],
                heading=_("Qui demande"),
            ),
            FieldPanel("rencontre"),
            FieldPanel("message"),
        ],
        base_form_class=ScopedModelForm,
    )
