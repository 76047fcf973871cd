"""Glossary terms in the vocabulary of schema.org."""

from portal.publishing.documents import Document
from portal.publishing.schema import Node, Schema


def term_properties(document: Document) -> Node:
    """The summary of a term is its meaning."""
    return {"description": document.summary}


TERM = Schema(types=("DefinedTerm",), collection="inDefinedTermSet", properties=term_properties)
