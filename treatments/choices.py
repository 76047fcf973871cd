from django.db import models
from django.utils.translation import gettext_lazy as _


class TreatmentKind(models.TextChoices):
    CHEMOTHERAPY = "chemotherapy", _("Chemotherapy")
    TARGETED = "targeted", _("Targeted therapy")
    HORMONE = "hormone", _("Hormone therapy")
    SURGERY = "surgery", _("Surgery")
    ABLATION = "ablation", _("Ablation")
    RADIOTHERAPY = "radiotherapy", _("Radiotherapy")
    SYMPTOM_RELIEF = "symptom-relief", _("Relief of symptoms")
    OTHER = "other", _("Other treatment")


class Intent(models.TextChoices):
    CURATIVE = "curative", _("To cure")
    PALLIATIVE = "palliative", _("To push the disease back or reduce symptoms")
    EITHER = "either", _("To cure, or to push the disease back or reduce symptoms")
    RELIEF = "relief", _("To relieve symptoms")


class Route(models.TextChoices):
    ORAL = "oral", _("By mouth")
    INTRAVENOUS = "intravenous", _("Into a vein")
    ORAL_OR_INTRAVENOUS = "oral-or-intravenous", _("By mouth or into a vein")
    HEPATIC_ARTERY = "hepatic-artery", _("Into the artery of the liver")
    THROUGH_SKIN = "through-skin", _("Through the skin")
    OPERATION = "operation", _("By an operation")
    EXTERNAL = "external", _("From outside the body")
    SEVERAL = "several", _("In several ways")
