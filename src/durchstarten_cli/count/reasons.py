"""Why a figure is not reported: None is never zero, and always has its reason."""

NOT_DELIVERED = "Es liegt keine angenommene Lieferung vor."
ONLY_TOTALS = "Gemeldet sind nur Summen ohne einzelne Personen."
NOT_ALL_DELIVERED = "Es liegen nicht zu allen {modules} angenommene Lieferungen vor."
NOT_YET = "Der Zeitraum beginnt nach dem Datenstand."
NO_LIST = "Es liegt keine Sitzungsliste vor."
