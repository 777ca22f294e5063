"""What `<head>` prints."""

from typing import Any

from django import template
from django.template import Context

from common.navigation import active_language, breadcrumbs
from common.seo import context_subject, metadata

register = template.Library()


@register.inclusion_tag("components/meta/meta.html", takes_context=True)
def head_metadata(context: Context) -> dict[str, Any]:
    """`<title>`, description, robots, canonical, hreflang, Open Graph and JSON-LD of `subject` or `page`."""
    flat: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    subject = context_subject(flat)
    if subject is None:
        return {"meta": None}
    listing = flat.get("listing")
    crumbs = breadcrumbs(flat.get("page"), subject)
    meta = metadata(
        subject, language=active_language(), crumbs=crumbs, query=getattr(listing, "canonical_query", "")
    )
    return {"meta": meta, "filtered": bool(getattr(listing, "narrowed", False))}
