"""Writes china_provinces.json from the map that Apache ECharts 4.9.0 came with (README.md says how)."""

import json
import re
import sys
from pathlib import Path

Ring = list[list[float]]
# About 11 km, less than a pixel of most maps; points that borders share stay shared. What would vanish keeps two.
DECIMALS, FINE_DECIMALS = 1, 2


def main(package: Path) -> None:
    """Decode, round and simplify the outlines of the unpacked package."""
    collection = json.loads((package / "map/json/china.json").read_text(encoding="utf-8"))
    features = [
        {"code": feature["id"], "name_zh": feature["properties"]["name"], "rings": rings(feature["geometry"])}
        for feature in collection["features"]
    ]
    islands = {"code": "south_china_sea_islands", "name_zh": "南海诸岛", "rings": island_rings(package)}
    provinces = sorted(features, key=lambda feature: str(feature["code"]))
    text = json.dumps([*provinces, islands], ensure_ascii=False, separators=(",", ":")).replace("},{", "},\n{")
    (Path(__file__).parent / "china_provinces.json").write_text(f"{text}\n", encoding="utf-8")


def rings(geometry: dict[str, list[object]]) -> list[Ring]:
    """The outer rings of an encoded polygon or of several."""
    polygons, offsets = geometry["coordinates"], geometry["encodeOffsets"]
    if geometry["type"] == "Polygon":  # type: ignore[comparison-overlap]
        polygons, offsets = [polygons], [offsets]
    decoded = [decode(polygon[0], offset[0]) for polygon, offset in zip(polygons, offsets, strict=True)]  # type: ignore[index]
    coarse = [ring for ring in (rounded(ring, DECIMALS) for ring in decoded) if len(ring) > 3]
    return coarse or [rounded(ring, FINE_DECIMALS) for ring in decoded]


def decode(text: str, offset: list[int]) -> Ring:
    """Differences in 1/1024 degree, zigzag-encoded as characters."""
    position, ring = list(offset), []
    for place in range(0, len(text), 2):
        for axis in (0, 1):
            step = ord(text[place + axis]) - 64
            position[axis] += (step >> 1) ^ -(step & 1)
        ring.append([position[0] / 1024, position[1] / 1024])
    return ring


def island_rings(package: Path) -> list[Ring]:
    """The inset of the islands in the South China Sea, where ECharts draws it."""
    code = (package / "lib/coord/geo/fix/nanhai.js").read_text(encoding="utf-8")
    origin = json.loads(re.search(r"geoCoord = (\[.*?\])", code)[1])  # type: ignore[index]
    points = json.loads(re.search(r"var points = (\[\[\[.*?\]\]\]);", code, re.S)[1])  # type: ignore[index]
    shown = [[[x / 10.5 + origin[0], -y / (10.5 / 0.75) + origin[1]] for x, y in ring] for ring in points]
    return [rounded(ring, FINE_DECIMALS) for ring in shown]


def rounded(ring: Ring, decimals: int) -> Ring:
    """A ring with fewer decimals, without points that fall together."""
    points = [[round(longitude, decimals), round(latitude, decimals)] for longitude, latitude in ring]
    return [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
