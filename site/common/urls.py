from django.urls import path

from common import views
from common.patterns import patterns_view

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("patterns/", patterns_view, name="patterns"),
    path("patterns/<path:name>/", patterns_view, name="pattern"),
]
