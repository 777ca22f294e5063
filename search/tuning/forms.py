"""The forms of the rules: what is typed becomes a content, which `checking` judges."""

from abc import ABCMeta, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.translation import gettext_lazy as _

from search.models import IndexedDocument
from search.tuning.checking import check
from search.tuning.chooser import document_chooser
from search.tuning.contents import (
    Content,
    PinContent,
    QuestionContent,
    SynonymContent,
    WeightsContent,
)
from search.tuning.enums import Effect, RuleKind
from search.tuning.models import TuningRule
from search.tuning.trial import MAX_QUESTIONS
from search.tuning.values import FIELDS, HIGHEST, KINDS, LOWEST, MAX_PINNED

LANGUAGES = (("fr", _("Français")), ("en", _("Anglais")))
STEP = 0.1


def lines(text: str) -> tuple[str, ...]:
    """The lines that are not empty, spaces tidied, the same twice left as they are for the check to tell."""
    return tuple(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)


class AbstractForm(ABCMeta, DeclarativeFieldsMetaclass):
    """A form that only its kinds make."""


class RuleForm(forms.Form, metaclass=AbstractForm):
    """Base of the four. `rule` is the one being changed."""

    kind: ClassVar[RuleKind]
    #: Field that receives the errors of what the content has no field for.
    placed: ClassVar[dict[str, str]] = {}
    intro: ClassVar[Any] = ""

    language = forms.ChoiceField(
        label=_("Langue des pages"),
        choices=LANGUAGES,
        help_text=_("La règle vaut pour les recherches faites dans cette langue."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    questions = forms.CharField(
        label=_("Recherches à comparer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Une par ligne, cinq au plus. « Voir l’effet » les lance avec et sans la règle, sans rien enregistrer."
        ),
    )

    def __init__(self, *args: Any, rule: TuningRule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.order_fields([name for name in self.fields if name != "questions"])

    @abstractmethod
    def content(self) -> Content:
        """What was typed, as a rule."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            errors = check(self.content(), cleaned["language"], self.rule.pk if self.rule else None)
            for name, texts in errors.items():
                field = self.placed.get(name, name)
                self.add_error(field if field in self.fields else None, texts)
        return cleaned

    def asked(self) -> list[str]:
        """The questions to compare: those typed, else the words of the rule."""
        typed = lines(self.data.get("questions", "") or self.initial.get("questions", ""))
        return list(typed or self.content().examples)[:MAX_QUESTIONS]


class SynonymForm(RuleForm):
    kind = RuleKind.SYNONYM
    intro = _("Quand quelqu’un écrit un de ces mots, la recherche lit aussi les autres, un peu moins fort.")

    GROUP, DIRECTED = "groupe", "sens"
    sense = forms.ChoiceField(
        label=_("Sens"),
        choices=(
            (GROUP, _("Les mots disent tous la même chose")),
            (DIRECTED, _("Les mots trouvent aussi les suivants, pas l’inverse")),
        ),
        initial=GROUP,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Mots"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Un mot ou une expression par ligne, sans majuscule ni pluriel à prévoir : « prof », « maître d’école »."
        ),
    )
    means = forms.CharField(
        label=_("Trouvent aussi"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Seulement dans un seul sens : « kiné » trouve aussi « masseur-kinésithérapeute »."),
    )

    def clean(self) -> dict[str, Any]:
        if self.data.get("sense") == self.DIRECTED and not lines(self.data.get("means", "")):
            self.add_error("means", _("Écrivez ce que ces mots trouvent aussi."))
        return super().clean()

    def content(self) -> SynonymContent:
        directed = self.data.get("sense") == self.DIRECTED
        return SynonymContent(
            lines(self.data.get("words", "")), lines(self.data.get("means", "")) if directed else ()
        )

    @classmethod
    def initial_of(cls, content: SynonymContent) -> dict[str, Any]:
        return {
            "sense": cls.DIRECTED if content.means else cls.GROUP,
            "words": "\n".join(content.words),
            "means": "\n".join(content.means),
        }


class PinForm(RuleForm):
    kind = RuleKind.PIN
    intro = _("Ces contenus passent devant les autres réponses. Dépubliés, ils ne sont jamais montrés.")
    placed: ClassVar = {"contents": "content_1"}

    words = forms.CharField(
        label=_("Recherche"), max_length=60, help_text=_("Ce que les gens écrivent : « apprentissage ».")
    )
    exact = forms.ChoiceField(
        label=_("Quand"),
        choices=(
            ("1", _("La recherche est exactement cela")),
            ("0", _("La recherche contient ces mots, avec d’autres")),
        ),
        initial="1",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MAX_PINNED + 1):
            self.fields[f"content_{number}"] = _document_field(
                _("Contenu montré en premier") if number == 1 else _("Puis"), required=number == 1
            )
        self.order_fields([name for name in self.fields if name != "questions"])

    def content(self) -> PinContent:
        chosen = [self.cleaned_data.get(f"content_{number}") for number in range(1, MAX_PINNED + 1)]
        words = " ".join(self.data.get("words", "").split())
        return PinContent(
            words, self.data.get("exact") == "1", tuple(document.key for document in chosen if document)
        )

    @classmethod
    def initial_of(cls, content: PinContent) -> dict[str, Any]:
        found = _documents(content.keys)
        chosen = [found[key] for key in content.keys if key in found]
        return {"words": content.words, "exact": "1" if content.exact else "0"} | {
            f"content_{number}": document for number, document in enumerate(chosen, 1)
        }


class QuestionForm(RuleForm):
    kind = RuleKind.QUESTION
    intro = _(
        "Un mot qui gêne, une recherche qui ne doit rien proposer, ou qui demande de l’aide avant des réponses."
    )

    words = forms.CharField(label=_("Recherche ou mot"), max_length=60)
    effect = forms.ChoiceField(
        label=_("Effet"), choices=Effect, initial=Effect.IGNORE, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["help"] = _document_field(_("Page d’aide"), required=False)
        self.fields["help"].help_text = _("Seulement pour aller droit à une page d’aide.")
        self.order_fields([name for name in self.fields if name != "questions"])

    def content(self) -> QuestionContent:
        effect = self.data.get("effect", "")
        document = self.cleaned_data.get("help") if effect == Effect.HELP else None
        words = " ".join(self.data.get("words", "").split())
        return QuestionContent(words, effect, document.key if document else "")

    @classmethod
    def initial_of(cls, content: QuestionContent) -> dict[str, Any]:
        found = _documents([content.help_key]) if content.help_key else {}
        return {"words": content.words, "effect": content.effect, "help": found.get(content.help_key)}


class WeightsForm(RuleForm):
    kind = RuleKind.WEIGHTS
    intro = _(
        "1 ne change rien ; 0,5 compte moitié moins, 2 deux fois plus. Un titre écrit en entier reste premier."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _factors():
            self.fields[name] = forms.FloatField(
                label=label,
                min_value=LOWEST,
                max_value=HIGHEST,
                step_size=STEP,
                initial=1,
                localize=False,
                widget=forms.NumberInput(attrs={"step": STEP}),
            )
        self.order_fields([name for name in self.fields if name != "questions"])

    def content(self) -> WeightsContent:
        def changed(prefix: str, known: Iterable[str]) -> dict[str, float]:
            factors = {name: self.cleaned_data.get(f"{prefix}_{name}") for name in known}
            return {name: round(factor, 2) for name, factor in factors.items() if factor not in (None, 1)}

        return WeightsContent(changed("kind", KINDS), changed("field", FIELDS))

    @classmethod
    def initial_of(cls, content: WeightsContent) -> dict[str, Any]:
        return {f"kind_{name}": factor for name, factor in content.kinds.items()} | {
            f"field_{name}": factor for name, factor in content.fields.items()
        }


def _factors() -> list[tuple[str, Any]]:
    return [(f"kind_{name}", label) for name, label in KINDS.items()] + [
        (f"field_{name}", label) for name, label in FIELDS.items()
    ]


def _document_field(label: Any, *, required: bool) -> "forms.ModelChoiceField[IndexedDocument]":
    return forms.ModelChoiceField(
        IndexedDocument.objects.filter(gone=False),
        label=label,
        required=required,
        widget=document_chooser.widget_class(),
        error_messages={
            "required": _("Choisissez un contenu."),
            "invalid_choice": _("Ce contenu n’est plus publié : choisissez-en un autre."),
        },
    )


def _documents(keys: Iterable[str]) -> dict[str, IndexedDocument]:
    """By key; French first when there are several languages, since a pin names the content and not its translation."""
    rows = IndexedDocument.objects.filter(key__in=list(keys), gone=False).order_by("language")
    return {row.key: row for row in rows}


FORMS: dict[str, type[RuleForm]] = {
    form.kind: form for form in (SynonymForm, PinForm, QuestionForm, WeightsForm)
}
