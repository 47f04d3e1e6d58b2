"""Room: model. Counties by their five-digit federal (FIPS) code: name, state, and the middle of their shape.

Made by deploy/make_counties.py. Source: United States Census Bureau, Cartographic Boundary Files 2017 (public domain).
The middles (degrees north and east) are those of the drawn shapes, good for "the nearest", not for a road.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class County:
    """A county. code: five digits; state: two letters; north and east: degrees."""

    code: str
    name: str
    state: str
    north: float
    east: float

    @property
    def label(self) -> str:
        """As people write it: "Aitkin County, MN"."""
        return f"{self.name} County, {self.state}"


def of_state(state: str) -> tuple[County, ...]:
    """The counties of a state by its two letters, by name."""
    return tuple(county for county in COUNTIES.values() if county.state == state)


STATES: dict[str, str] = {"ME": "Maine", "MN": "Minnesota"}

COUNTIES: dict[str, County] = {
    county.code: county
    for county in (
        County("23001", "Androscoggin", "ME", 44.16, -70.21),
        County("23003", "Aroostook", "ME", 46.66, -68.60),
        County("23005", "Cumberland", "ME", 43.84, -70.38),
        County("23007", "Franklin", "ME", 44.98, -70.44),
        County("23009", "Hancock", "ME", 44.65, -68.36),
        County("23011", "Kennebec", "ME", 44.41, -69.77),
        County("23013", "Knox", "ME", 44.13, -69.23),
        County("23015", "Lincoln", "ME", 44.06, -69.54),
        County("23017", "Oxford", "ME", 44.50, -70.76),
        County("23019", "Penobscot", "ME", 45.40, -68.65),
        County("23021", "Piscataquis", "ME", 45.84, -69.28),
        County("23023", "Sagadahoc", "ME", 43.96, -69.85),
        County("23025", "Somerset", "ME", 45.51, -69.96),
        County("23027", "Waldo", "ME", 44.51, -69.15),
        County("23029", "Washington", "ME", 45.02, -67.63),
        County("23031", "York", "ME", 43.48, -70.71),
        County("27001", "Aitkin", "MN", 46.61, -93.42),
        County("27003", "Anoka", "MN", 45.27, -93.25),
        County("27005", "Becker", "MN", 46.94, -95.67),
        County("27007", "Beltrami", "MN", 47.97, -94.94),
        County("27009", "Benton", "MN", 45.70, -94.00),
        County("27011", "Big Stone", "MN", 45.43, -96.41),
        County("27013", "Blue Earth", "MN", 44.03, -94.07),
        County("27015", "Brown", "MN", 44.24, -94.73),
        County("27017", "Carlton", "MN", 46.59, -92.68),
        County("27019", "Carver", "MN", 44.82, -93.80),
        County("27021", "Cass", "MN", 46.95, -94.33),
        County("27023", "Chippewa", "MN", 45.02, -95.57),
        County("27025", "Chisago", "MN", 45.50, -92.91),
        County("27027", "Clay", "MN", 46.89, -96.49),
        County("27029", "Clearwater", "MN", 47.58, -95.38),
        County("27031", "Cook", "MN", 47.90, -90.53),
        County("27033", "Cottonwood", "MN", 44.01, -95.18),
        County("27035", "Crow Wing", "MN", 46.48, -94.07),
        County("27037", "Dakota", "MN", 44.67, -93.06),
        County("27039", "Dodge", "MN", 44.02, -92.86),
        County("27041", "Douglas", "MN", 45.93, -95.45),
        County("27043", "Faribault", "MN", 43.67, -93.95),
        County("27045", "Fillmore", "MN", 43.67, -92.09),
        County("27047", "Freeborn", "MN", 43.67, -93.35),
        County("27049", "Goodhue", "MN", 44.41, -92.72),
        County("27051", "Grant", "MN", 45.93, -96.01),
        County("27053", "Hennepin", "MN", 45.01, -93.48),
        County("27055", "Houston", "MN", 43.67, -91.49),
        County("27057", "Hubbard", "MN", 47.11, -94.92),
        County("27059", "Isanti", "MN", 45.56, -93.29),
        County("27061", "Itasca", "MN", 47.51, -93.63),
        County("27063", "Jackson", "MN", 43.67, -95.15),
        County("27065", "Kanabec", "MN", 45.95, -93.29),
        County("27067", "Kandiyohi", "MN", 45.15, -95.01),
        County("27069", "Kittson", "MN", 48.78, -96.78),
        County("27071", "Koochiching", "MN", 48.25, -93.78),
        County("27073", "Lac qui Parle", "MN", 45.00, -96.17),
        County("27075", "Lake", "MN", 47.64, -91.44),
        County("27077", "Lake of the Woods", "MN", 48.77, -94.90),
        County("27079", "Le Sueur", "MN", 44.37, -93.73),
        County("27081", "Lincoln", "MN", 44.41, -96.27),
        County("27083", "Lyon", "MN", 44.41, -95.84),
        County("27087", "Mahnomen", "MN", 47.33, -95.81),
        County("27089", "Marshall", "MN", 48.36, -96.37),
        County("27091", "Martin", "MN", 43.67, -94.55),
        County("27085", "McLeod", "MN", 44.82, -94.27),
        County("27093", "Meeker", "MN", 45.12, -94.53),
        County("27095", "Mille Lacs", "MN", 45.94, -93.63),
        County("27097", "Morrison", "MN", 46.01, -94.27),
        County("27099", "Mower", "MN", 43.67, -92.75),
        County("27101", "Murray", "MN", 44.02, -95.76),
        County("27103", "Nicollet", "MN", 44.35, -94.25),
        County("27105", "Nobles", "MN", 43.67, -95.75),
        County("27107", "Norman", "MN", 47.33, -96.46),
        County("27109", "Olmsted", "MN", 44.00, -92.40),
        County("27111", "Otter Tail", "MN", 46.41, -95.71),
        County("27113", "Pennington", "MN", 48.07, -96.04),
        County("27115", "Pine", "MN", 46.12, -92.74),
        County("27117", "Pipestone", "MN", 44.02, -96.26),
        County("27119", "Polk", "MN", 47.77, -96.40),
        County("27121", "Pope", "MN", 45.59, -95.44),
        County("27123", "Ramsey", "MN", 45.02, -93.10),
        County("27125", "Red Lake", "MN", 47.87, -96.10),
        County("27127", "Redwood", "MN", 44.40, -95.25),
        County("27129", "Renville", "MN", 44.73, -94.95),
        County("27131", "Rice", "MN", 44.35, -93.30),
        County("27133", "Rock", "MN", 43.67, -96.25),
        County("27135", "Roseau", "MN", 48.77, -95.81),
        County("27139", "Scott", "MN", 44.65, -93.54),
        County("27141", "Sherburne", "MN", 45.44, -93.77),
        County("27143", "Sibley", "MN", 44.58, -94.23),
        County("27137", "St. Louis", "MN", 47.60, -92.47),
        County("27145", "Stearns", "MN", 45.55, -94.61),
        County("27147", "Steele", "MN", 44.02, -93.23),
        County("27149", "Stevens", "MN", 45.59, -96.00),
        County("27151", "Swift", "MN", 45.28, -95.68),
        County("27153", "Todd", "MN", 46.07, -94.90),
        County("27155", "Traverse", "MN", 45.77, -96.47),
        County("27157", "Wabasha", "MN", 44.28, -92.23),
        County("27159", "Wadena", "MN", 46.59, -94.97),
        County("27161", "Waseca", "MN", 44.02, -93.59),
        County("27163", "Washington", "MN", 45.04, -92.88),
        County("27165", "Watonwan", "MN", 43.98, -94.61),
        County("27167", "Wilkin", "MN", 46.36, -96.47),
        County("27169", "Winona", "MN", 43.99, -91.78),
        County("27171", "Wright", "MN", 45.17, -93.97),
        County("27173", "Yellow Medicine", "MN", 44.72, -95.87),
    )
}
