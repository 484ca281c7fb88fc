"""How large the national totals of the industry records are: plausible, not known."""

# National totals of the shared measures in services, and the growth from the year before.
SHARED = {
    "account_followers": (4.2e9, 1.62),
    "account_active_followers": (9.1e8, 1.48),
    "account_articles": (3.6e7, 1.55),
    "account_forwards": (9.4e8, 1.51),
    "account_page_views": (3.1e10, 1.44),
    "account_menu_clicks": (5.3e9, 1.58),
    "account_menu_users": (1.2e9, 1.53),
    "account_service_calls": (2.7e9, 1.71),
    "account_template_messages": (6.2e9, 2.24),
    "accounts_with_payment": (4.1e6, 2.05),
    "payment_count": (1.1e10, 2.87),
    "payment_amount": (9.2e11, 2.63),
}
# National totals of the company measures, and the growth.
COMPANY = {
    ("retail", "jd_buyers"): (1.6e8, 1.68),
    ("retail", "jd_orders"): (1.2e9, 1.83),
    ("retail", "jd_amount"): (4.6e11, 1.78),
    ("transport_logistics", "didi_orders"): (1.43e9, 2.91),
    ("transport_logistics", "didi_drivers"): (1.4e7, 2.37),
    ("tourism", "ctrip_daily_users"): (5.2e6, 1.46),
    ("tourism", "ctrip_room_nights"): (1.3e8, 1.39),
    ("tourism", "ctrip_air_tickets"): (9.6e7, 1.35),
    ("tourism", "ctrip_bookable_hotels"): (5.8e5, 1.28),
    ("catering_lodging", "xinmeida_amount"): (1.3e11, 1.87),
    ("catering_lodging", "xinmeida_transactions"): (2.1e9, 1.79),
    ("catering_lodging", "xinmeida_page_views"): (4.4e10, 1.57),
    ("catering_lodging", "xinmeida_searches"): (8.3e9, 1.49),
    ("catering_lodging", "xinmeida_merchants"): (3.2e6, 1.33),
    ("life_services", "xinmeida_amount"): (4.1e10, 1.94),
    ("life_services", "xinmeida_transactions"): (6.4e8, 1.86),
    ("life_services", "xinmeida_page_views"): (1.5e10, 1.63),
    ("life_services", "xinmeida_searches"): (2.6e9, 1.54),
    ("life_services", "xinmeida_merchants"): (1.7e6, 1.38),
}
# Part of an industry in the shared measures of services; agriculture and manufacturing in units of services.
SERVICE_PARTS = {
    "retail": 0.20,
    "finance": 0.12,
    "transport_logistics": 0.06,
    "catering_lodging": 0.08,
    "tourism": 0.04,
    "life_services": 0.08,
    "healthcare": 0.07,
    "education": 0.11,
    "culture_entertainment": 0.13,
    "business_services": 0.06,
    "real_estate": 0.03,
    "science_technology_services": 0.02,
}
SECTOR_PARTS = {"agriculture": 0.04, "manufacturing_type": 0.16}
FARMING = "farming_forestry_husbandry_fishery"
MANUFACTURING_PARTS = {"construction": 0.2, "mining": 0.08, "utilities": 0.13}
FASTER_IN_2015 = {"320300": 1.1, "440600": 1.09, "350500": 1.08, "330700": 1.09}
