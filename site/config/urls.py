"""Addresses of the site: a contract with schools and search engines (see docs/addresses.md)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home import urls as home_urls
from search import urls as search_urls

urlpatterns = [
    path("", RedirectView.as_view(url="/fr/", permanent=False)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("common.urls")),
    path("", include(search_urls)),
    path("", include(home_urls)),
    path("", include("evenements.api.urls")),
    path("", include("evenements.embed.urls")),
]

if settings.SERVE_MEDIA:
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))

urlpatterns += i18n_patterns(
    *search_urls.localized,
    *home_urls.localized,
    path("", include("ambassadeurs.urls")),
    path("", include("evenements.embed.localized_urls")),
    path("", include("evenements.feeds.urls")),
    path("", include("evenements.propositions.urls")),
    path("", include(wagtail_urls)),
)
