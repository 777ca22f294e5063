from django.urls import path, re_path

from evenements.embed import oembed, views

urlpatterns = [
    path("embed/v1/agenda/", views.agenda, name="embed-agenda"),
    path("embed/v1/fragment/", views.agenda, name="embed-fragment"),
    path("embed/v1.js", views.script, name="embed-script"),
    re_path(r"^embed/v1-(?P<digest>[0-9a-f]{16})\.js$", views.script, name="embed-script-hashed"),
    re_path(r"^cadre/(?P<digest>[0-9a-f]{16})\.(?P<end>css|js)$", views.frame_file, name="embed-file"),
    path("oembed", oembed.oembed, name="oembed"),
]
