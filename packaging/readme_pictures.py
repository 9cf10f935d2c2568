"""Take the pictures of README (`python packaging/readme_pictures.py`): a small invented company in the window."""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QMS_DATA"] = tempfile.mkdtemp(prefix="qms-pictures-")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qms_desktop.app import run_screens  # noqa: E402  after the environment
from qms_desktop.flows.stories import STORIES, tell  # noqa: E402  as above
from qms_desktop.flows.transitions import RULES  # noqa: E402  as above
from qms_desktop.principles import REGISTERS  # noqa: E402  as above
from qms_desktop.workspace.work import Work  # noqa: E402  as above
from qms_desktop.workspace.workspace import Workspace  # noqa: E402  as above

TARGET = ROOT / "resources" / "help" / "pictures"
WANTED = {("home", "light"), ("nonconformity", "dark")}
PEOPLE = ("Jörg Kranich", "Mia Sonnental", "Tariq Birkenau", "Lena Ufer", "Kasia Łąka", "Piet Nordhoff")
FAULTS = (
    "Bore diameter out of tolerance, housing 4711",
    "Supplier certificate missing at goods inwards",
    "Torque wrench TW-12 overdue for calibration",
    "Surface corrosion after sea transport",
    "Wrong revision of drawing D-204 at cell 3",
    "Packaging label without batch number",
    "Weld porosity above limit, frame line",
    "Late delivery: forwarder missed the cut-off",
    "Training record missing for a new operator",
    "Paint thickness below 60 µm",
    "Incoming inspection skipped on lot 88-17",
    "Thread M8 too short on bracket B-17",
)
STATES = ("open", "contained", "cause_analysis", "action_decided", "closed", "closed")
SUPPLIERS = ("Baltic Forge", "Hansa Coatings", "Pfeiffer Labels", "Kranich Logistics", "Rhein Bar Stock", "Nordlack")
RISKS = (
    ("Only one supplier for forged blanks", "4", "4", "assessed"),
    ("Mixed parts in one bin", "3", "4", "treatment"),
    ("Key welder leaves without a deputy", "2", "5", "identified"),
    ("Zinc bath drifts unnoticed", "3", "3", "monitored"),
    ("Customer changes a drawing by e-mail", "4", "3", "treatment"),
    ("Power cut during heat treatment", "1", "5", "monitored"),
)


def fill(work: Work) -> None:
    """Add the company's people, lists and a chain from a complaint to an action."""
    chance = random.Random(11)  # noqa: S311  the same pictures on every run
    today = work.today
    people = [work.add("person", {"title": name, "roles": "employee"}).id for name in PEOPLE]
    owners = [work.actor_id, *people]
    for n in range(36):
        old = today - timedelta(days=chance.randrange(200))
        due = today + timedelta(days=chance.randrange(-12, 40))
        values = {
            "title": FAULTS[n % len(FAULTS)],
            "description": "Found at final inspection; the lot is held and the customer's stock was asked about.",
            "detected_where": "Final inspection",
            "severity": chance.choice(("major", "minor")),
            "owner": chance.choice(owners),
            "occurred_on": old,
            "due_on": due,
        }
        state = chance.choice(STATES)
        work.add("nonconformity", values, taken_over_from="log of earlier years", state=state, closed_on=old)
    for n, name in enumerate(SUPPLIERS):
        values = {"title": name, "criticality": str(n % 3 + 1), "scope": "Parts and services", "owner": owners[n]}
        values |= {"due_on": today + timedelta(days=20 * n - 15)}
        work.add("supplier", values, taken_over_from="approved supplier list", state="approved")
    for n, (title, likelihood, impact, state) in enumerate(RISKS):
        values = {"title": title, "likelihood": likelihood, "impact": impact, "owner": owners[n], "event": title}
        values |= {"due_on": today + timedelta(days=25 * n - 20)}
        work.add("risk", values, taken_over_from="risk workshop", state=state)
    _chain(work, today)


def _chain(work: Work, today: date) -> None:
    customer = work.add("customer", {"title": "Werft Sonnensund"})
    values = {
        "title": "Left-handed hinges in a box of right-handed ones",
        "customer": customer.id,
        "channel": "phone",
        "severity": "major",
        "description": "Thirty of five hundred hinges are left-handed. The line stood for two hours.",
        "qty_delivered": 500,
        "qty_affected": 30,
        "lot": "88-17",
    }
    record = work.add("complaint", values)
    for kind in ("nonconformity", "corrective_action", "action"):
        story = next(s for s in STORIES if s.kind == record.kind and s.makes == kind)
        record = tell(work, record, story)
    work.amend(record, {"title": "Colour-coded bins for left and right", "due_on": today})


def main() -> None:
    """Fill a file, take the pictures, keep those that README shows."""
    with tempfile.TemporaryDirectory(prefix="qms-pictures-") as folder:
        path = Path(folder) / "nordlicht.qms"
        made = Workspace.create(path, REGISTERS, RULES, organisation="Nordlicht Metallbau", owner="Ana Probe")
        with made, made.change("Take over the lists of earlier years") as work:
            fill(work)
        TARGET.mkdir(parents=True, exist_ok=True)
        for theme in ("light", "dark"):
            for picture in run_screens(path, Path(folder) / theme, (1366, 768), theme):
                kind = picture.stem.split("-", 1)[1]
                if (kind, theme) in WANTED:
                    shutil.copy(picture, TARGET / f"{kind}-{theme}.png")
    print("\n".join(str(p.relative_to(ROOT)) for p in sorted(TARGET.glob("*.png"))))


main()
