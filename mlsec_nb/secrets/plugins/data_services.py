"""Keys of data services: Alpha Vantage, OpenWeather, FRED, Tiingo, EIA, PagerDuty, Backblaze."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS151",
    name="data-service-key",
    label="data service key",
    about=str(__doc__),
    harm="Whoever has it spends your quota, and reads and alters what you keep there.",
    revoke="Delete it in the account settings of the service and create a new one.",
    patterns=(Pattern("K00", r"K00\d[A-Za-z0-9+/]{27}", label="Backblaze application key"),),
    vendors=(
        "alphavantage alpha_vantage timeseries foreignexchange techindicators cryptocurrencies "
        "fundamentaldata openweather openweathermap openweather_map owm weatherapi fred tiingo eia "
        "etherscan pagerduty pdpyras apisession eventsapisession backblaze b2"
        " alpaca twelvedata marketstack openexchangerates"
    ).split(),
    shape=(
        r"(?=[A-Z]*\d)[A-Z0-9]{16}|[0-9a-f]{32}|[0-9a-f]{40}|[A-Z0-9]{34}|u\+[A-Za-z0-9_-]{18}"
        r"|(?=[A-Za-z_+-]*\d)[A-Za-z0-9_+-]{20}|[A-Za-z0-9]{40}"
    ),
    bad=(
        'alpha_vantage_key = "{upper:15}7"',
        'ts = TimeSeries(key="{upper:15}7", output_format="pandas")',
        'owm = OWM("{hex:32}")',
    ),
    good=('ts = TimeSeries(key=os.environ["ALPHA_VANTAGE_KEY"])', 'fred_series = "GDPC1"'),
)
