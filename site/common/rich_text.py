"""Links to pages inside a text: one query for a text, whatever the number of links and the language."""

from typing import Any

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from common.navigation import address_of


class LocalPageLinkHandler(PageLinkHandler):
    """Wagtail's own asks for the specific page, its locale and its translation of each text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        pages = Page.objects.in_bulk([attrs.get("id") for attrs in attrs_list])
        found = (pages.get(int(attrs.get("id") or 0)) for attrs in attrs_list)
        return [f'<a href="{escape(address_of(page))}">' if page else "<a>" for page in found]
