"""One proposal as a référent reads it: what the school says, what exists already, and what to do with it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from common.scopes import ScopedPolicy, sees
from evenements.enums import TypeEvenement
from evenements.models import Evenement, Proposition
from evenements.permissions import ReceivedPolicy
from evenements.propositions import publishing
from evenements.propositions.admin_forms import DesignationForm, RefusalForm
from evenements.propositions.duplicates import duplicates
from evenements.propositions.enums import Origine
from evenements.propositions.forms import CorrectionForm, asked_rows, initial_of, typed
from evenements.propositions.mails import send_accepted, send_refused


class ReviewView(WagtailAdminTemplateMixin, View):
    """The buttons post `action`. Whoever may change the proposal in their scope may act; others are refused."""

    model = Proposition
    template_name = "evenements/admin/proposition.html"
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        policy = ReceivedPolicy(Proposition)
        if not policy.user_has_permission_for_instance(request.user, "change", self.proposition):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def proposition(self) -> Proposition:
        related = ("etablissement__commune__departement", "departement", "evenement__locale", "traitee_par")
        found = Proposition.objects.confirmed().select_related(*related).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return self.proposition.titre

    def get_page_subtitle(self) -> str:
        return str(self.proposition.get_etat_display())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("propositions:index"), "label": _("Événements proposés")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return self.show(self.form())

    def form(self, **changes: Any) -> CorrectionForm:
        rows = max(1, len(self.proposition.dates))
        values = {"initial": initial_of(self.proposition), "rows": rows, "known": self.proposition}
        return CorrectionForm(**(values | changes))

    def show(
        self,
        form: CorrectionForm,
        refusal: RefusalForm | None = None,
        designation: DesignationForm | None = None,
    ) -> HttpResponseBase:
        one = self.proposition
        context = self.get_context_data(
            proposition=one,
            form=form,
            refusal=refusal or RefusalForm(),
            designation=designation or DesignationForm(),
            missing=publishing.missing(one),
            alike=self.alike(),
            from_import=one.origine == Origine.IMPORT,
            published=one.evenement,
            schools_url=reverse("etablissements:index"),
        )
        return self.render_to_response(context)

    def alike(self) -> list[tuple[str, str]]:
        """Title and address in the back-office or on the site; a proposal out of the person's scope has none."""
        one = self.proposition
        days = [creneau.day for creneau in one.creneaux]
        found = duplicates(one.etablissement, one.titre, days, of_type=one.type, but=one)
        seen = []
        for other in found:
            url = other.url
            if other.pk is not None:
                record = Proposition.objects.get(pk=other.pk)
                url = (
                    reverse("propositions:edit", args=(other.pk,)) if sees(self.request.user, record) else ""
                )
            seen.append((other.titre, url))
        return seen

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        if "ajouter" in request.POST:
            return self.show(self.form(initial=typed(request.POST), rows=asked_rows(request.POST)))
        actions: dict[str, Callable[[HttpRequest], HttpResponseBase]] = {
            "enregistrer": self.save,
            "accepter": self.accept,
            "refuser": self.refuse,
            "designer": self.designate,
            "hors_region": self.set_aside,
            "revoquer": self.revoke,
        }
        action = actions.get(request.POST.get("action", "enregistrer"))
        if action is None:
            raise Http404
        return action(request)

    def again(self) -> HttpResponseBase:
        return redirect("propositions:edit", self.proposition.pk)

    def _written(self, request: HttpRequest) -> CorrectionForm:
        form = self.form(data=request.POST, rows=asked_rows(request.POST))
        if form.is_valid():
            form.write(self.proposition)
        return form

    def save(self, request: HttpRequest) -> HttpResponseBase:
        form = self._written(request)
        if not form.is_valid():
            messages.error(request, _("Rien n’est enregistré : il reste quelque chose à corriger."))
            return self.show(form)
        self.proposition.save()
        messages.success(request, _("Proposition enregistrée. Rien n’est encore publié."))
        return self.again()

    def accept(self, request: HttpRequest) -> HttpResponseBase:
        """Needs the right to publish events here: the event is published in the name of the person."""
        form = self._written(request)
        if not form.is_valid():
            messages.error(request, _("Rien n’est publié : il reste quelque chose à corriger."))
            return self.show(form)
        self._check_may_publish()
        try:
            publishing.accept(self.proposition, request.user)
        except ValidationError as refusal:
            messages.error(request, _("Rien n’est publié. ") + " ".join(refusal.messages))
            return self.show(form)
        send_accepted.enqueue(self.proposition.pk)
        messages.success(request, _("L’événement est publié. L’établissement reçoit un courriel."))
        return self.again()

    def _check_may_publish(self) -> None:
        """The event is where its school is, or stays what it was."""
        one = self.proposition
        event = one.evenement or Evenement(
            type=one.type or TypeEvenement.JPO,
            departement=one.departement,
            commune=one.etablissement.commune if one.etablissement else None,
        )
        if not ScopedPolicy(Evenement).user_has_permission_for_instance(self.request.user, "publish", event):
            raise PermissionDenied

    def refuse(self, request: HttpRequest) -> HttpResponseBase:
        form = RefusalForm(request.POST)
        if not form.is_valid():
            return self.show(self.form(), refusal=form)
        publishing.refuse(self.proposition, request.user, form.cleaned_data["raison"])
        send_refused.enqueue(self.proposition.pk)
        messages.success(request, _("Proposition refusée. L’établissement reçoit la raison."))
        return self.again()

    def designate(self, request: HttpRequest) -> HttpResponseBase:
        form = DesignationForm(request.POST)
        if not self.proposition.ens or not form.is_valid():
            return self.show(self.form(), designation=form)
        return self._linked(request, form.cleaned_data["uai"])

    def set_aside(self, request: HttpRequest) -> HttpResponseBase:
        return self._linked(request, None) if self.proposition.ens else self.again()

    def _linked(self, request: HttpRequest, etablissement: Any) -> HttpResponseBase:
        number = publishing.designate(self.proposition, etablissement, request.user)
        told = ngettext("%(n)s proposition mise à jour.", "%(n)s propositions mises à jour.", number)
        kept = _("Le lien est retenu : les prochains imports l’appliquent.")
        messages.success(request, f"{told % {'n': number}} {kept}")
        return redirect("propositions:index") if etablissement is None else self._next(request)

    def _next(self, request: HttpRequest) -> HttpResponseBase:
        """The row may now belong to the référent of another territory."""
        fresh = Proposition.objects.get(pk=self.proposition.pk)
        return self.again() if sees(request.user, fresh) else redirect("propositions:index")

    def revoke(self, request: HttpRequest) -> HttpResponseBase:
        publishing.revoke(self.proposition, request.user)
        messages.success(request, _("L’ancien lien privé ne marche plus."))
        return self.again()
