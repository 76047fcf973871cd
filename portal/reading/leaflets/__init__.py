"""Leaflets: any live page as a PDF to take along, in ordinary or large print, or in two languages."""
