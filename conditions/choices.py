from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyPart(models.TextChoices):
    LIVER = "liver", _("Liver")
    BILE_DUCTS = "bile-ducts", _("Bile ducts")
    BOWEL = "bowel", _("Bowel")
    BREAST = "breast", _("Breast")
    LUNG = "lung", _("Lungs")
    OESOPHAGUS = "oesophagus", _("Oesophagus")
    PANCREAS = "pancreas", _("Pancreas")
    SKIN = "skin", _("Skin")
    STOMACH = "stomach", _("Stomach")
    SEVERAL = "several", _("Several parts of the body")


class SectionKind(models.TextChoices):
    OVERVIEW = "overview", _("What is it?")
    ORIGIN = "origin", _("How does it start?")
    SYMPTOMS = "symptoms", _("Symptoms")
    DIAGNOSIS = "diagnosis", _("How the diagnosis is made")
    LOOK_ALIKES = "look-alikes", _("What can look like it")
    TREATMENT = "treatment", _("Treatment")
    LIVING_WITH = "living-with", _("Living with it")
    OUTLOOK = "outlook", _("Life expectancy")
    OTHER = "other", _("More information")


class CodeSystem(models.TextChoices):
    ICD_10 = "ICD-10", "ICD-10"
    ICD_11 = "ICD-11", "ICD-11"
    SNOMED_CT = "SNOMED CT", "SNOMED CT"


class SymptomNature(models.TextChoices):
    FELT = "felt", _("Felt: you notice it yourself")
    SEEN = "seen", _("Seen: it can be seen or measured")


class DiagnosticTestKind(models.TextChoices):
    EXAMINATION = "examination", _("Examination by the doctor")
    BLOOD = "blood", _("Blood test")
    TUMOUR_MARKER = "tumour-marker", _("Tumour marker")
    IMAGING = "imaging", _("Imaging")
    TISSUE = "tissue", _("Tissue examination")
    SCOPY = "scopy", _("Looking inside the body")
