"""The catalogue of online city services: names, fields, quality items, key items and the areas that are covered.

The design says how many query and transaction services a block has and how many key items they offer. A block takes
its services from the templates below, the fields of its printed top-ten lists first, then fields with key items, then
the others in turn. Key items go where the field allows and where the item is rare so far, so that items stay balanced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import smart_city_design as design
from smart_city_design import FIRST_CLASS, KEY_ITEMS, Geography, Offer, fraction

# Field: type of service, query services, transaction services; Chinese and English names.
Template = tuple[str, str]
FIELDS: dict[str, tuple[str, str, str]] = {
    "traffic_vehicle": (
        "vehicle",
        "机动车违法查询 Traffic violation query|驾驶人记分查询 Driver points query|"
        "机动车年检查询 Vehicle inspection query|"
        "交通限行查询 Driving restriction query|车牌摇号查询 Plate lottery query",
        "交通违法办理 Traffic violation handling|快撤快赔 Quick accident claims|随手拍违章 Violation photo report",
    ),
    "medical": (
        "life",
        "医院信息查询 Hospital directory|检查报告查询 Medical report query|候诊查询 Waiting queue query|"
        "药品价格查询 Drug price query|疫苗接种查询 Vaccination query",
        "预约挂号 Hospital registration|门诊缴费 Outpatient payment|诊疗卡办理 Patient card application",
    ),
    "social_security": (
        "government",
        "社保查询 Social security query|社保卡进度查询 Social security card progress|参保缴费查询 Contribution query|"
        "医保余额查询 Medical insurance balance|待遇查询 Benefit query",
        "社保缴费 Social security payment|就业补贴申请 Employment subsidy application|社保卡挂失 Card loss report",
    ),
    "housing_fund": (
        "government",
        "公积金查询 Housing fund query|公积金贷款查询 Housing fund loan query|公积金网点查询 Housing fund branches|"
        "公积金缴存查询 Housing fund deposit query|公积金政策查询 Housing fund rules",
        "公积金提取申请 Housing fund withdrawal|"
        "公积金预约 Housing fund appointment|公积金贷款申请 Housing fund loan request",
    ),
    "household_public_security": (
        "government",
        "身份证办理进度查询 Identity card progress|新生儿重名查询 Newborn name query|"
        "户政网点查询 Registration office query|"
        "治安信息查询 Public security notices|居住证查询 Residence permit query",
        "户口治安业务提交审批 Household registration filing|居住证申请 Residence permit application|"
        "治安线索举报 Public security tip-off",
    ),
    "exit_entry": (
        "government",
        "出入境办证查询 Exit-entry document query|出入境网点查询 Exit-entry office query|"
        "签注进度查询 Endorsement progress|"
        "证件有效期查询 Document validity query|出入境指南 Exit-entry guide",
        "港澳再次签注 Hong Kong and Macao endorsement|出入境预约 Exit-entry appointment|护照办理 Passport application",
    ),
    "tax": (
        "government",
        "发票查验 Invoice check|个人所得税查询 Income tax query|办税网点查询 Tax office query|税务政策查询 Tax rules|"
        "纳税信用查询 Tax credit rating query",
        "办税预约 Tax appointment|发票申领 Invoice application|个税缴纳 Income tax payment",
    ),
    "public_transport": (
        "travel",
        "公交实时查询 Real-time bus query|地铁线路查询 Metro route query|公共自行车查询 Public bicycle query|"
        "公交卡余额查询 Transit card balance|换乘查询 Transfer query",
        "公交卡充值 Transit card top-up|地铁购票 Metro tickets|定制公交 Customised bus",
    ),
    "travel": (
        "travel",
        "市内路况 City traffic conditions|停车场查询 Car park query|出租车查询 Taxi query|"
        "附近油站 Petrol stations nearby|"
        "航班查询 Flight query",
        "停车缴费 Parking payment|船票预订 Ferry tickets|预约叫车 Taxi booking",
    ),
    "living_payments": (
        "life",
        "水费查询 Water bill query|电费查询 Electricity bill query|燃气费查询 Gas bill query|"
        "停水停电通知 Supply outage notices|"
        "有线电视查询 Cable television query",
        "水费缴纳 Water bill payment|电费缴纳 Electricity bill payment|燃气费缴纳 Gas bill payment",
    ),
    "culture_life": (
        "life",
        "图书查询 Library catalogue|文化活动查询 Cultural events|博物馆导览 Museum guide|体育场馆查询 Sports venues|"
        "潮汐查询 Tide query",
        "图书借阅 Library loans|体育场馆预订 Sports venue booking|赛事报名 Sports event registration",
    ),
    "judicial": (
        "government",
        "失信被执行人曝光 Defaulters list|法院公开网 Court publications|案件进度查询 Case progress|"
        "律师查询 Lawyer directory|"
        "公证指南 Notary guide",
        "公证服务 Notary services|法律援助申请 Legal aid application|网上立案 Online case filing",
    ),
    "education": (
        "life",
        "成人高考查询 Adult examination query|招生查询 School admission query|成绩查询 Examination results|"
        "积分入学查询 Points-based enrolment query|学区查询 School district query",
        "考试报名 Examination registration|教师资格预约 Teacher certificate appointment|学费缴纳 Tuition payment",
    ),
    "expressway": (
        "vehicle",
        "高速实时路况 Expressway conditions|通行费查询 Toll query|通行卡余额查询 Toll card balance|"
        "高速出行导航 Expressway guide|服务区查询 Service areas",
        "通行卡充值 Toll card top-up|通行卡办理 Toll card application|道路救援 Road rescue",
    ),
}
# Nation-wide services: field, type, action, names.
NATIONAL = (
    ("weather", "life", "query", "降雨预测 Rainfall forecast"),
    ("heat_map", "life", "query", "城市热力图 City heat map"),
    ("tourism", "government", "query", "旅游投诉 Tourism complaints"),
    ("environment", "government", "query", "环保举报 Environmental reports"),
    ("weather", "life", "query", "天气预报 Weather forecast"),
    ("fuel_card", "vehicle", "transaction", "加油卡充值 Fuel card top-up"),
    ("fuel_card", "vehicle", "query", "加油卡交易查询 Fuel card transactions"),
    ("travel", "travel", "transaction", "汽车票 Coach tickets"),
)
# What provinces offer everywhere, in the order of the text; the housing fund is a matter of cities.
WIDE_ORDER = {
    "440000": "traffic_vehicle tax expressway social_security exit_entry travel medical living_payments judicial "
    "household_public_security culture_life education public_transport",
    "330000": "exit_entry expressway traffic_vehicle judicial household_public_security medical education culture_life "
    "travel tax social_security living_payments public_transport",
    "350000": "household_public_security exit_entry traffic_vehicle medical judicial tax travel",
    "460000": "traffic_vehicle public_transport travel culture_life exit_entry medical judicial expressway "
    "social_security tax household_public_security living_payments education",
}
CITY_ORDER = tuple(FIELDS)
FIELD_OF_ITEM = ("traffic_vehicle",) * 9 + ("housing_fund",) * 4 + ("social_security",) * 4 + ("medical",) * 4
CLASSES = (FIRST_CLASS, tuple(item for item in range(1, KEY_ITEMS + 1) if item not in FIRST_CLASS))
SERVICES_IN_2014 = 0.55


@dataclass
class Service:
    """One service with everything that the catalogue says about it."""

    code: str
    name_zh: str
    name_en: str
    field_code: str
    service_type: str
    action: str
    block: str
    passed: list[int] = field(default_factory=list)
    key_items: list[int] = field(default_factory=list)
    since_2014: bool = True

    @property
    def points(self) -> int:
        """Value points."""
        return 3 if self.action == "transaction" else 1


def field_sequence(block: str, offer: Offer, listed: Sequence[str], wide: bool) -> list[str]:
    """Return the fields of the services of a block, as many as there are services."""
    count = round(offer.services)
    if wide:
        order = WIDE_ORDER[block].split()
        keys = ["traffic_vehicle"] * (-(-round(offer.first_class) // 10) - 1)
        sequence = order[:6] + keys + order[6:]
    else:
        order = list(CITY_ORDER)
        turn = round(fraction(block) * 10)
        order = order[4:][turn:] + order[4:][:turn]
        sequence = list(listed)
        for name, size, fields in (
            ("second", 11, ("housing_fund", "social_security", "medical")),
            ("first", 10, ("traffic_vehicle", "social_security")),
        ):
            wanted = round(offer.second_class if name == "second" else offer.first_class)
            for place in range(-(-wanted // size)):
                sequence += [one for one in fields if sequence.count(one) <= place]
        sequence += [one for one in order if one not in sequence]
    while len(sequence) < count:
        sequence += WIDE_ORDER[block].split() if wide else [*CITY_ORDER]
    return sequence[:count]


def block_services(geo: Geography, block: str, offer: Offer, listed: Sequence[str]) -> list[Service]:
    """Return the services of a block, without quality and key items."""
    wide = block in geo.provinces
    sequence = field_sequence(block, offer, listed, wide)
    transactions = round(offer.transactions)
    seen: dict[tuple[str, str], int] = {}
    services: list[Service] = []
    for place, name in enumerate(sequence):
        is_transaction = (place + 1) * transactions // len(sequence) > place * transactions // len(sequence)
        action = "transaction" if is_transaction else "query"
        number = seen.get((name, action), 0)
        seen[name, action] = number + 1
        texts = FIELDS[name][2 if is_transaction else 1].split("|")
        chinese, _, english = texts[number % len(texts)].partition(" ")
        round_number = number // len(texts)
        if round_number:
            chinese, english = f"{chinese}({round_number + 1})", f"{english} ({round_number + 1})"
        area = geo.names[block]
        code = f"{block}_{name}_{sum(one.field_code == name for one in services) + 1:02d}"
        services.append(
            Service(
                code, area["name_zh"] + chinese, f"{area['name_en']}: {english}", name, FIELDS[name][0], action, block
            )
        )
    return services


def share_out_items(
    services: Sequence[Service], offer: Offer, cover: int, totals: dict[int, float], weights: Sequence[float]
) -> None:
    """Give the key items of a block to its services: rare ones first, but common ones for few of a province."""
    counts: dict[int, int] = {}
    for wanted, items in zip((offer.first_class, offer.second_class), CLASSES, strict=True):
        for _ in range(round(wanted)):
            open_items = [
                item
                for item in items
                if counts.get(item, 0) < sum(one.field_code == FIELD_OF_ITEM[item - 1] for one in services)
            ]
            if not open_items:
                break
            sign = -1.0 if cover > 1 and wanted < 5 else 1.0
            ranks = {item: (counts.get(item, 0), sign * totals[item] / weights[item - 1], item) for item in open_items}
            best = min(open_items, key=ranks.__getitem__)
            counts[best] = counts.get(best, 0) + 1
            totals[best] += cover
    for item, count in sorted(counts.items()):
        holders = [one for one in services if one.field_code == FIELD_OF_ITEM[item - 1]]
        for place in range(count):
            holders[(place + item) % len(holders)].key_items.append(item)


def quality_items(number: int, passes: int) -> list[int]:
    """Return the items that a service passes; item 1, being available, always, the others in turn."""
    failed = {2 + (number * 7 + place * 3) % 20 for place in range(KEY_ITEMS - passes)}
    return [item for item in range(1, KEY_ITEMS + 1) if item not in failed]


def build(
    geo: Geography,
    offers: Mapping[str, Offer],
    listed: Mapping[str, Sequence[str]],
    weights: Sequence[float],
    level: float,
) -> list[Service]:
    """Return all services of the catalogue, the nation-wide ones first."""
    services = []
    for number, (name, service_type, action, text) in enumerate(NATIONAL, start=1):
        chinese, _, english = text.partition(" ")
        code = f"100000_{name}_{number:02d}"
        services.append(Service(code, chinese, english, name, service_type, action, "100000"))
    totals: dict[int, float] = dict.fromkeys(range(1, KEY_ITEMS + 1), 0.0)
    for block, offer in offers.items():
        wide_fields = {one.field_code for one in services if one.block == geo.parent.get(block)}
        own = block_services(geo, block, offer, [name for name in listed.get(block, ()) if name not in wide_fields])
        share_out_items(own, offer, len(geo.members(block)) if block in geo.provinces else 1, totals, weights)
        services += own
    offered: set[int] = set()
    for number, service in enumerate(services):
        province = geo.parent.get(service.block, service.block)
        part = level if service.block == "100000" else design.quality_level(province)
        service.passed = quality_items(number, round(21 * part))
        is_new = not set(service.key_items) <= offered
        offered |= set(service.key_items)
        service.since_2014 = service.block == "100000" or is_new or fraction(service.code) < SERVICES_IN_2014
    return services


def covered_areas(geo: Geography, service: Service) -> list[str]:
    """Return the cities that a service covers."""
    if service.block == "100000":
        return sorted(geo.cities)
    if service.block in geo.provinces:
        return sorted(city for city in geo.cities if geo.parent[city] == service.block)
    return [service.block]
