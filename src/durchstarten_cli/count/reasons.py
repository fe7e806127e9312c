"""Why a figure is not reported: None is never zero, and always has its reason."""

NOT_DELIVERED = "Es liegt keine angenommene Lieferung vor."
NOT_ALL_DELIVERED = "Es liegen nicht zu allen Bausteinen angenommene Lieferungen vor."
NOT_YET = "Der Zeitraum beginnt nach dem Datenstand."
NO_LIST = "Es liegt keine Sitzungsliste vor."
