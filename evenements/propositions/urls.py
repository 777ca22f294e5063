"""Under the language, before Wagtail's pages."""

from django.urls import path

from evenements.propositions import views

urlpatterns = [
    path("agenda/proposer/", views.proposer, name="proposer"),
    path("agenda/proposer/envoye/", views.envoye, name="proposer-envoye"),
    path("agenda/proposer/confirmer/<str:jeton>/", views.confirmer, name="proposer-confirmer"),
    path("agenda/proposer/suivi/<str:jeton>/", views.suivi, name="proposer-suivi"),
]
