"""The story of a job: what one does, what one likes, how one gets there."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from chiffres.blocks import ChiffresBlock
from common.blocks import AlerteBlock, CitationBlock, ImageBlock, ListeBlock, QuestionReponseBlock, TexteBlock
from common.navigation import address_of
from metiers.enums import IconeCondition, Voie


class MomentBlock(blocks.StructBlock):
    heure = blocks.CharBlock(label=_("heure"), max_length=20, help_text=_("« 7 h 30 » ou « l’après-midi »."))
    texte = blocks.TextBlock(label=_("ce qui se passe"), help_text=_("Des gestes, des outils, des gens."))

    class Meta:
        label = _("moment")
        icon = "time"
        description = _("Un moment de la journée.")
        preview_value = {"heure": "7 h 30", "texte": "Tu prépares ton matériel avec ton binôme."}


class JourneeBlock(blocks.StructBlock):
    titre = blocks.CharBlock(label=_("titre"), max_length=90, help_text=_("« Une journée là-haut »."))
    chapo = blocks.TextBlock(
        label=_("début"), required=False, help_text=_("Une phrase qui installe la scène.")
    )
    moments = blocks.ListBlock(
        MomentBlock(), label=_("moments"), min_num=2, help_text=_("Dans l’ordre de la journée.")
    )

    class Meta:
        label = _("une journée")
        icon = "time"
        template = "components/journee/journee.html"
        description = _("Une journée de travail, heure par heure.")
        preview_value = {
            "titre": "Une journée là-haut",
            "chapo": "On ne monte jamais seul.",
            "moments": [
                {"heure": "7 h 30", "texte": "Tu prépares ton matériel avec ton binôme."},
                {"heure": "9 h", "texte": "Dans la nacelle, tu contrôles les boulons et les capteurs."},
            ],
        }


class PourContreBlock(blocks.StructBlock):
    titre = blocks.CharBlock(
        label=_("titre"),
        max_length=90,
        default="Ce qui plaît, ce qui pèse",
        help_text=_("Titre court de la section."),
    )
    plait = blocks.ListBlock(
        blocks.CharBlock(label=_("point"), max_length=200),
        label=_("ce qui plaît"),
        help_text=_("Une idée par ligne."),
    )
    pese = blocks.ListBlock(
        blocks.CharBlock(label=_("point"), max_length=200),
        label=_("ce qui est dur"),
        help_text=_("Honnête : froid, horaires, paie, poids."),
    )

    class Meta:
        label = _("ce qui plaît, ce qui pèse")
        icon = "list-ul"
        template = "components/pour_contre/pour_contre.html"
        description = _("Ce qu’on aime dans le métier et ce qui est dur.")
        preview_value = {
            "titre": "Ce qui plaît, ce qui pèse",
            "plait": ["voir le résultat de son travail"],
            "pese": ["travailler dehors par tous les temps"],
        }


class CompetenceBlock(blocks.StructBlock):
    nom = blocks.CharBlock(label=_("compétence"), max_length=90, help_text=_("En mots de tous les jours."))
    detail = blocks.CharBlock(
        label=_("par exemple"), max_length=200, required=False, help_text=_("Un exemple concret.")
    )

    class Meta:
        label = _("compétence")
        icon = "check"
        description = _("Une compétence et un exemple.")
        preview_value = {"nom": "garder son calme", "detail": "expliquer une panne à un client pressé"}


class CompetencesBlock(blocks.StructBlock):
    titre = blocks.CharBlock(
        label=_("titre"),
        max_length=90,
        default="Ce qu’il faut savoir faire",
        help_text=_("Titre court de la section."),
    )
    competences = blocks.ListBlock(CompetenceBlock(), label=_("compétences"), help_text=_("De trois à six."))

    class Meta:
        label = _("compétences")
        icon = "check"
        template = "components/competences/competences.html"
        description = _("Les compétences utiles, chacune avec un exemple.")
        preview_value = {
            "titre": "Ce qu’il faut savoir faire",
            "competences": [{"nom": "garder son calme", "detail": "expliquer une panne à un client pressé"}],
        }


class ConditionBlock(blocks.StructBlock):
    icone = blocks.ChoiceBlock(
        choices=IconeCondition.choices, label=_("sujet"), help_text=_("Choisit le dessin.")
    )
    titre = blocks.CharBlock(label=_("en deux mots"), max_length=60, help_text=_("« Horaires décalés »."))
    texte = blocks.CharBlock(label=_("détail"), max_length=240, help_text=_("Une ou deux phrases."))

    class Meta:
        label = _("condition")
        icon = "info-circle"
        description = _("Une condition de travail.")
        preview_value = {
            "icone": "clock",
            "titre": "Horaires de jour",
            "texte": "Une semaine d’astreinte sur six.",
        }


class ConditionsBlock(blocks.StructBlock):
    titre = blocks.CharBlock(
        label=_("titre"),
        max_length=90,
        default="Comment on travaille",
        help_text=_("Titre court de la section."),
    )
    conditions = blocks.ListBlock(ConditionBlock(), label=_("conditions"), help_text=_("De deux à cinq."))

    class Meta:
        label = _("conditions de travail")
        icon = "info-circle"
        template = "components/conditions/conditions.html"
        description = _("Horaires, lieux, équipe, risques.")
        preview_value = {
            "titre": "Comment on travaille",
            "conditions": [
                {"icone": "clock", "titre": "De jour", "texte": "Une semaine d’astreinte sur six."}
            ],
        }


class IdeesRecuesBlock(blocks.StructBlock):
    titre = blocks.CharBlock(
        label=_("titre"), max_length=90, default="On dit que…", help_text=_("Titre court de la section.")
    )
    idees = blocks.ListBlock(QuestionReponseBlock(), label=_("idées reçues"), help_text=_("Deux suffisent."))

    class Meta:
        label = _("idées reçues")
        icon = "help"
        template = "components/idees_recues/idees_recues.html"
        description = _("Ce qu’on entend sur le métier, et ce qui est vrai.")
        preview_value = {
            "titre": "On dit que…",
            "idees": [
                {"question": "C’est un métier d’homme.", "reponse": "<p>Non, des équipes sont mixtes.</p>"}
            ],
        }


class EmployeurBlock(blocks.StructBlock):
    nom = blocks.CharBlock(
        label=_("qui"), max_length=120, help_text=_("Un type d’employeur ou une entreprise d’ici.")
    )
    texte = blocks.CharBlock(
        label=_("où, pour quoi"), max_length=240, help_text=_("Le lieu et ce qu’on y fait.")
    )

    class Meta:
        label = _("employeur")
        icon = "group"
        description = _("Un employeur de la région.")
        preview_value = {"nom": "Les parcs éoliens", "texte": "Dans la Somme et le Pas-de-Calais surtout."}


class EmployeursBlock(blocks.StructBlock):
    titre = blocks.CharBlock(
        label=_("titre"), max_length=90, default="Qui recrute ici", help_text=_("Titre court de la section.")
    )
    employeurs = blocks.ListBlock(EmployeurBlock(), label=_("employeurs"), help_text=_("De deux à six."))

    class Meta:
        label = _("employeurs d’ici")
        icon = "group"
        template = "components/employeurs/employeurs.html"
        description = _("Qui emploie dans la région, et où.")
        preview_value = {
            "titre": "Qui recrute ici",
            "employeurs": [
                {"nom": "Les parcs éoliens", "texte": "Dans la Somme et le Pas-de-Calais surtout."}
            ],
        }


class MetierStoryBlock(blocks.StreamBlock):
    """What a job page may tell, in the writer's order."""

    journee = JourneeBlock()
    missions = ListeBlock(label=_("missions"))
    pour_contre = PourContreBlock()
    competences = CompetencesBlock()
    conditions = ConditionsBlock()
    idees_recues = IdeesRecuesBlock()
    employeurs = EmployeursBlock()
    texte = TexteBlock()
    citation = CitationBlock()
    a_savoir = AlerteBlock()
    chiffres = ChiffresBlock()
    image = ImageBlock()


class FormationEtapeValue(blocks.StructValue):
    """`href`: address of the training in the reader's language, empty when it has no live page."""

    @property
    def href(self) -> str:
        page = self.get("page")
        return address_of(page) if page and page.live else ""


class FormationEtapeBlock(blocks.StructBlock):
    texte = blocks.CharBlock(
        label=_("nom de la formation"),
        max_length=120,
        help_text=_("« Bac pro MELEC ». Seul si elle n’a pas de page."),
    )
    page = blocks.PageChooserBlock(
        label=_("sa page"), required=False, help_text=_("La page de cette formation sur le site.")
    )

    class Meta:
        label = _("formation")
        icon = "book"
        value_class = FormationEtapeValue
        description = _("Une formation de cette étape.")
        preview_value = {"texte": "Bac pro MELEC"}


class EtapeBlock(blocks.StructBlock):
    quand = blocks.CharBlock(
        label=_("étape"), max_length=60, help_text=_("« Après la 3e », « Premier poste ».")
    )
    duree = blocks.CharBlock(
        label=_("durée"), max_length=80, required=False, help_text=_("« 2 ans, école ou alternance ».")
    )
    formations = blocks.ListBlock(
        FormationEtapeBlock(), label=_("formations ou postes"), help_text=_("Une ou deux possibilités.")
    )

    class Meta:
        label = _("étape")
        icon = "arrow-up"
        description = _("Une marche du parcours.")
        preview_value = {"quand": "Après la 3e", "duree": "3 ans", "formations": [{"texte": "Bac pro MELEC"}]}


class ParcoursBlock(blocks.StructBlock):
    titre = blocks.CharBlock(
        label=_("titre"),
        max_length=90,
        required=False,
        help_text=_("S’il y a plusieurs chemins : « Par le bac pro »."),
    )
    voie = blocks.ChoiceBlock(
        choices=Voie.choices,
        label=_("voie"),
        default=Voie.SCOLAIRE,
        help_text=_("L’apprentissage vaut l’école."),
    )
    etapes = blocks.ListBlock(
        EtapeBlock(), label=_("étapes"), min_num=2, max_num=6, help_text=_("Dans l’ordre, de deux à six.")
    )
    autre_chemin = blocks.RichTextBlock(
        label=_("autre chemin"),
        required=False,
        features=["bold", "link"],
        help_text=_("Une autre façon d’arriver."),
    )

    class Meta:
        label = _("parcours d’études")
        icon = "arrow-up"
        template = "components/parcours/parcours.html"
        description = _("Les études, marche après marche : un bloc par chemin.")
        preview_value = {
            "titre": "Par le bac pro",
            "voie": "scolaire",
            "etapes": [
                {"quand": "Après la 3e", "duree": "3 ans", "formations": [{"texte": "Bac pro MELEC"}]},
                {"quand": "Premier poste", "duree": "Dès 18 ans", "formations": [{"texte": "Électricienne"}]},
            ],
        }


class ParcoursStoryBlock(blocks.StreamBlock):
    parcours = ParcoursBlock()
