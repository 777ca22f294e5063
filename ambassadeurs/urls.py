"""Under the language, before Wagtail's pages."""

from django.urls import re_path

from ambassadeurs import views

#: A person stands under the ambassadors, or under the WorldSkills space.
PERSON = r"^(?:ambassadeurs|worldskills)/(?P<slug>[-a-zA-Z0-9_]+)/inviter/"

urlpatterns = [
    re_path(PERSON + "$", views.inviter, name="inviter"),
    re_path(PERSON + "merci/$", views.merci, name="inviter-merci"),
]
