"""An independent calendar: the questions of the fault suite, answered with Python's own zoneinfo.

Reads one question a line (tab-separated) and answers with one line:
    period ZONE WINDOW MILLIS [JOINED_MILLIS] -> NUMBER START END OFFSET OFFSET OFFSET
    plus   ZONE MILLIS MONTHS DAYS HOURS      -> MILLIS OFFSET OFFSET OFFSET
OFFSET is the seconds east of Greenwich at each moment named or passed through, the question's first:
two databases of time zones can differ in age. A zone that is not known here is answered with `unknown`.
"""

import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

UTC = timezone.utc
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_ZERO = date(1970, 1, 1).toordinal()


def moment(millis):
    return EPOCH + timedelta(milliseconds=millis)


def millis(at):
    return (at - EPOCH) // timedelta(milliseconds=1)


def local(at, zone):
    return at.astimezone(zone).replace(tzinfo=None)


def start_of_day(day, zone):
    """The first moment at which the local date is `day`, or a later one where a day is missing."""
    midnight = datetime(day.year, day.month, day.day)
    at = midnight.replace(tzinfo=zone).astimezone(UTC)
    if local(at, zone) == midnight:
        return at
    # Midnight does not exist: the first second of the day is looked for by halving.
    early, late = at - timedelta(hours=30), at + timedelta(hours=30)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if local(middle, zone).date() >= day:
            late = middle
        else:
            early = middle
    return late


def add_months(day, months):
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def number(window, day, joined):
    if window == "day":
        return day.toordinal() - DAY_ZERO
    if window == "week":
        # Weeks begin on Monday; weekday() of a Monday is 0.
        monday = day.toordinal() - day.weekday()
        return (monday - (DAY_ZERO - date(1970, 1, 1).weekday())) // 7
    if window == "month":
        return day.year * 12 + day.month - 1
    if window == "quarter":
        return day.year * 4 + (day.month - 1) // 3
    if window == "year":
        return day.year
    years = day.year - joined.year
    return years if add_months(joined, 12 * years) <= day else years - 1


def first_day(window, period, joined):
    if window == "day":
        return date.fromordinal(DAY_ZERO + period)
    if window == "week":
        return date.fromordinal(DAY_ZERO - date(1970, 1, 1).weekday() + 7 * period)
    if window == "month":
        return date(period // 12, period % 12 + 1, 1)
    if window == "quarter":
        return date(period // 4, period % 4 * 3 + 1, 1)
    if window == "year":
        return date(period, 1, 1)
    return add_months(joined, 12 * period)


def offset(at, zone):
    return int(at.astimezone(zone).utcoffset().total_seconds())


def answer_period(zone, window, at, joined):
    joined = local(joined, zone).date() if joined else None
    period = number(window, local(at, zone).date(), joined)
    start = start_of_day(first_day(window, period, joined), zone)
    end = start_of_day(first_day(window, period + 1, joined), zone)
    return [period, millis(start), millis(end), *(offset(x, zone) for x in (at, start, end))]


def answer_plus(zone, at, months, days, hours):
    middle = at
    if months or days:
        clock = local(at, zone)
        day = add_months(clock.date(), months) + timedelta(days=days)
        clock = datetime.combine(day, clock.time())
        middle = clock.replace(tzinfo=zone).astimezone(UTC)
    after = middle + timedelta(hours=hours)
    return [millis(after), *(offset(x, zone) for x in (at, middle, after))]


def answer(words):
    try:
        zone = ZoneInfo(words[1])
    except Exception:
        return ["unknown"]
    if words[0] == "period":
        joined = moment(int(words[4])) if len(words) > 4 else None
        return answer_period(zone, words[2], moment(int(words[3])), joined)
    return answer_plus(zone, moment(int(words[2])), *map(int, words[3:6]))


for line in sys.stdin:
    print(*answer(line.rstrip("\n").split("\t")), sep="\t")
