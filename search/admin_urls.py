"""Addresses of the search in the back-office, under `/admin/recherche/`."""

from django.urls import URLPattern, path

from search.journal.views import Board, Export
from search.tuning.views import History, RuleEdit, RuleList, Undo
from search.upkeep.views import IndexScreen, Rebuild, Rollback

app_name = "recherche"

urlpatterns: list[URLPattern] = [
    path("", Board.as_view(), name="tableau"),
    path("tableau/<slug:liste>.csv", Export.as_view(), name="csv"),
    path("reglages/<slug:kind>/", RuleList.as_view(), name="regles"),
    path("reglages/<slug:kind>/ajouter/", RuleEdit.as_view(), name="ajouter"),
    path("reglages/<slug:kind>/<int:pk>/", RuleEdit.as_view(), name="regle"),
    path("historique/", History.as_view(), name="historique"),
    path("historique/<int:pk>/annuler/", Undo.as_view(), name="annuler"),
    path("index/", IndexScreen.as_view(), name="index"),
    path("index/reconstruire/", Rebuild.as_view(), name="reconstruire"),
    path("index/retour/", Rollback.as_view(), name="retour"),
]
