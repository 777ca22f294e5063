"""Under the language, before Wagtail's pages."""

from django.urls import path

from ambassadeurs import views

urlpatterns = [
    path("ambassadeurs/<slug:slug>/inviter/", views.inviter, name="inviter"),
    path("ambassadeurs/<slug:slug>/inviter/merci/", views.merci, name="inviter-merci"),
]
