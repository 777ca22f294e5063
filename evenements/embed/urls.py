from django.urls import path

from evenements.embed import views

urlpatterns = [
    path("embed/v1/agenda/", views.agenda, name="embed-agenda"),
]
