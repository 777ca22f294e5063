"""Lists, forms with their preview, history and undo."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from common.listings import match_words
from search.screens import NAMESPACE, Screen
from search.tuning import editing
from search.tuning.checking import lost
from search.tuning.contents import content_of
from search.tuning.enums import RuleKind
from search.tuning.forms import FORMS, RuleForm
from search.tuning.models import TuningChange, TuningRule
from search.tuning.trial import compare

PER_PAGE = 50
#: What the button of the form asks.
PREVIEW = "apercu"

ADD_LABELS = {
    RuleKind.SYNONYM: gettext_lazy("Ajouter des synonymes"),
    RuleKind.PIN: gettext_lazy("Épingler des résultats"),
    RuleKind.QUESTION: gettext_lazy("Ajouter une recherche particulière"),
    RuleKind.WEIGHTS: gettext_lazy("Changer les poids"),
}


def address(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


class RuleScreen(Screen):
    """One kind of rules; 404 for a kind that does not exist."""

    permission = "search.view_tuningrule"
    header_icon = "cogs"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["kind"] not in RuleKind.values:
            raise Http404
        self.kind = RuleKind(kwargs["kind"])


class RuleList(RuleScreen):
    template_name = "search/admin/regles.html"

    def get_page_title(self) -> str:
        return str(self.kind.label)

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [HeaderButton(_add_label(self.kind), url=address("ajouter", self.kind), icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = TuningRule.objects.filter(kind=self.kind).select_related("updated_by")
        q = self.request.GET.get("q", "").strip()
        found = match_words(rules, q, ["label"]) if q else rules
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        missing = lost(page.object_list)
        return super().get_context_data(**kwargs) | {
            "kind": self.kind,
            "kinds": [(kind.label, address("regles", kind), kind == self.kind) for kind in RuleKind],
            "q": q,
            "page": page,
            "rules": [(rule, missing.get(rule.pk, [])) for rule in page.object_list],
            "add_url": address("ajouter", self.kind),
            "add_label": _add_label(self.kind),
        }


def _add_label(kind: RuleKind) -> str:
    return str(ADD_LABELS[kind])


class RuleEdit(RuleScreen):
    """A rule to come or an existing one: preview, save, remove."""

    template_name = "search/admin/regle.html"
    permission = "search.change_tuningrule"
    header_icon = "edit"

    @cached_property
    def rule(self) -> TuningRule | None:
        pk = self.kwargs.get("pk")
        return get_object_or_404(TuningRule, pk=pk, kind=self.kind) if pk else None

    def get_page_title(self) -> str:
        return self.rule.label if self.rule else _add_label(self.kind)

    def get_trail(self) -> list[tuple[str, str]]:
        return [(address("regles", self.kind), str(self.kind.label))]

    def get_form(self, data: Any = None) -> RuleForm:
        return FORMS[self.kind](data, rule=self.rule, initial=self._initial())

    def _initial(self) -> dict[str, Any]:
        """The rule as it is; for a new one, what the board prefills."""
        if self.rule is None:
            given = {
                name: self.request.GET[name]
                for name in ("words", "questions", "sense")
                if name in self.request.GET
            }
            return given | {"language": self.request.GET.get("langue", "fr")}
        form: Any = FORMS[self.kind]
        content = content_of(self.rule.kind, self.rule.content)
        return form.initial_of(content) | {
            "language": self.rule.language,
            "version": self.rule.version,
            "questions": "\n".join(content.examples),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "form": self.get_form(),
            "comparisons": None,
            "rule": self.rule,
            "kind": self.kind,
        } | kwargs
        context["media"] = context["form"].media
        context["lost"] = lost([self.rule])[self.rule.pk] if self.rule and lost([self.rule]) else []
        context["history_url"] = f"{address('historique')}?regle={self.rule.pk}" if self.rule else ""
        return super().get_context_data(**context)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        if "supprimer" in request.POST:
            return self._remove()
        form = self.get_form(request.POST)
        if not form.is_valid():
            messages.error(request, _("La règle n’est pas enregistrée : elle contient une erreur."))
            return self.render_to_response(self.get_context_data(form=form))
        if PREVIEW in request.POST:
            comparisons = compare(
                form.content(),
                form.cleaned_data["language"],
                form.asked(),
                self.rule.pk if self.rule else None,
            )
            return self.render_to_response(self.get_context_data(form=form, comparisons=comparisons))
        return self._save(form)

    def _save(self, form: RuleForm) -> HttpResponseBase:
        try:
            editing.save(
                form.content(), form.cleaned_data["language"], self.request.user, rule=self._read(form)
            )
        except editing.RefusedError as refusal:
            messages.error(self.request, str(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, _("Règle enregistrée : la recherche l’applique dès maintenant."))
        return redirect(address("regles", self.kind))

    def _read(self, form: RuleForm) -> TuningRule | None:
        """The rule as the person read it: saving refuses it when somebody changed it since."""
        if self.rule is not None and form.cleaned_data["version"]:
            self.rule.version = form.cleaned_data["version"]
        return self.rule

    def _remove(self) -> HttpResponseBase:
        if self.rule is None:
            raise Http404
        try:
            editing.remove(self.rule, self.request.user)
        except editing.RefusedError as refusal:
            messages.error(self.request, str(refusal))
        else:
            undo = messages.button(address("historique"), _("Historique"))
            messages.success(
                self.request, _("Règle supprimée. L’historique permet de la remettre."), buttons=[undo]
            )
        return redirect(address("regles", self.kind))


class History(Screen):
    """Who changed what and when; each change can be undone while nothing came after it."""

    permission = "search.view_tuningchange"
    template_name = "search/admin/historique.html"
    header_icon = "history"

    def get_page_title(self) -> str:
        return _("Historique des réglages")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes = TuningChange.objects.select_related("by", "undoes__by").order_by("-pk")
        rule = self.request.GET.get("regle", "")
        if rule.isascii() and rule.isdigit() and len(rule) < 18:
            changes = changes.filter(rule=int(rule))
        page = Paginator(changes, PER_PAGE).get_page(self.request.GET.get("p"))
        last = _last_changes({change.rule for change in page.object_list})
        return super().get_context_data(**kwargs) | {
            "page": page,
            "changes": [_told(change, last) for change in page.object_list],
            "may_undo": self.request.user.has_perm("search.change_tuningrule"),
        }


def _last_changes(rules: set[int]) -> set[int]:
    """The most recent change of each rule: the one that may be undone."""
    found = TuningChange.objects.filter(rule__in=rules).order_by("rule", "-pk").distinct("rule")
    return set(found.values_list("pk", flat=True))


def _told(change: TuningChange, last: set[int]) -> dict[str, Any]:
    sides = [content_of(change.kind, side).label if side else "" for side in (change.before, change.after)]
    verb = _("créée") if change.before is None else _("supprimée") if change.after is None else _("modifiée")
    return {
        "change": change,
        "before": sides[0],
        "after": sides[1],
        "verb": verb,
        "undoable": change.pk in last,
    }


class Undo(Screen):
    """POST: put back what was before a change."""

    permission = "search.change_tuningrule"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        change = get_object_or_404(TuningChange, pk=kwargs["pk"])
        try:
            editing.undo(change, request.user)
        except editing.RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Changement annulé : la recherche est comme avant lui."))
        return redirect(address("historique"))
