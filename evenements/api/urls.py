from django.urls import path

from evenements.api import views

urlpatterns = [
    path("api/v1/evenements/", views.evenements, name="api-evenements"),
    path("api/v1/evenements/<str:key>/", views.evenement, name="api-evenement"),
    path("api/v1/openapi.json", views.document, name="api-openapi"),
    path("api/", views.missing),
    path("api/<path:rest>", views.missing, name="api-missing"),
]
