"""Below `/<lang>/agenda/`, before the pages: an event may not be named `agenda` nor `flux`."""

from django.urls import path

from evenements.feeds import views

urlpatterns = [
    path("agenda/agenda.ics", views.ics, name="agenda-ics"),
    path("agenda/agenda.rss", views.rss, name="agenda-rss"),
    path("agenda/agenda.atom", views.atom, name="agenda-atom"),
    path("agenda/agenda.json", views.feed_json, name="agenda-json"),
    path("agenda/flux/", views.flux, name="agenda-flux"),
    path("agenda/<slug:slug>.ics", views.event_ics, name="evenement-ics"),
]
