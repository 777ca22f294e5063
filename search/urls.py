"""`urlpatterns` stands at the root; `localized` under the language: `/fr/recherche/` (see config/urls.py)."""

from django.urls import URLPattern, path

from search import views

urlpatterns: list[URLPattern] = [
    path("suggest/", views.suggest, name="suggest"),
]

localized: list[URLPattern] = [
    path("recherche/", views.search, name="search"),
    path("recherche/filtre/<slug:name>/", views.facet, name="search-facet"),
]
