"""`urlpatterns` stands at the root; `localized` under the language: `/fr/plan-du-site/` (see config/urls.py)."""

from django.urls import URLPattern, path

from home import views

urlpatterns: list[URLPattern] = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]

localized: list[URLPattern] = [
    path("plan-du-site/", views.plan, name="plan"),
]
