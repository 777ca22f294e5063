"""Below `/<lang>/agenda/`, before the pages: an event may not be named `afficher`."""

from django.urls import path

from evenements.embed import generator

urlpatterns = [path("agenda/afficher/", generator.afficher, name="afficher")]
