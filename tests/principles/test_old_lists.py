"""The headers and words of lists that real organisations keep find their field, or are left to the notes on purpose.

The headers are those of public example files (spec: Q061 to Q139); only the names of columns are repeated here.
"""

from __future__ import annotations

import pytest

from qms_desktop.exchange.synonyms import of_choice
from tests.principles.test_declarations import names_of, plain
from tests.principles.world import KINDS

NOTES = ""
STATE = "state"
LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "Q133": (
        "supplier",
        {
            "Supplier_ID": "external_ref",
            "Supplier_Name": "title",
            "Address": "address",
            "Contact_Person": "contact",
            "Phone": "phone",
            "Email": "email",
            "Products_Services": "scope",
            "Critical_Status": "criticality",
            "AS9100_Cert": NOTES,
            "AS9100_Expiry": NOTES,
            "ISO9001_Cert": NOTES,
            "Nadcap_Cert": NOTES,
            "Nadcap_Processes": NOTES,
            "Nadcap_Expiry": NOTES,
            "Approval_Date": "approved_on",
            "Restrictions": "conditions",
            "Status": STATE,
            "Notes": "notes",
        },
    ),
    "Q139": (
        "supplier",
        {
            "PartNumber": NOTES,
            "VendorCode": "external_ref",
            "VendorName": "title",
            "VendorPartNumber": NOTES,
            "PreferenceRank": NOTES,
            "Status": STATE,
            "ApprovalDate": "approved_on",
            "LeadTimeDays": NOTES,
            "MOQ": NOTES,
            "UnitPrice": NOTES,
            "Currency": NOTES,
            "PPAPApproved": NOTES,
            "PPAPDate": NOTES,
            "Notes": "notes",
        },
    ),
    "Q122": (
        "supplier",
        {
            "SupplierID": "external_ref",
            "SupplierName": "title",
            "Service": "scope",
            "AssessmentDate": "approved_on",
            "AssessedBy": "reviewer",
            "RiskRating": "risk_rating",
            "Controls": "controls",
            "NextReview": "due_on",
        },
    ),
    "Q061": (
        "risk",
        {
            "risk_id": "external_ref",
            "title": "title",
            "asset_id": NOTES,
            "risk_category": "category",
            "scenario": "event",
            "threat": NOTES,
            "vulnerability": "cause",
            "existing_controls": "existing_controls",
            "L_1to5": "likelihood",
            "I_1to5": "impact",
            "score": "score",
            "level": "level",
            "residual_L_1to5": "residual_likelihood",
            "residual_I_1to5": "residual_impact",
            "residual_score": NOTES,
            "residual_level": "residual_level",
            "residual_assumption": NOTES,
            "treatment": "treatment",
            "actions": "treatment_plan",
            "owner": "owner",
            "target_date": "treatment_due",
            "status": STATE,
            "notes": "notes",
        },
    ),
    "Q127": (
        "risk",
        {
            "Risk ID": "external_ref",
            "Risk Category": "category",
            "Risk Description": "event",
            "Likelihood (1-5)": "likelihood",
            "Impact (1-5)": "impact",
            "Risk Level (L×I)": "score",
            "Risk Level Description": "level",
            "Mitigation Strategy": "treatment_plan",
            "Responsible Owner": "owner",
            "Status": STATE,
            "Target Date": "treatment_due",
            "Notes": "notes",
            "Evidence Link": NOTES,
            "Control(s)": "existing_controls",
        },
    ),
    "Q130": (
        "risk",
        {
            "Risk_ID": "external_ref",
            "Risk_Category": "category",
            "Description": "event",
            "Identified_Date": "occurred_on",
            "Identified_By": "identified_by",
            "Probability": "likelihood",
            "Impact": "impact",
            "Risk_Level": "level",
            "Mitigation_Strategy": "treatment_plan",
            "Mitigation_Owner": "owner",
            "Mitigation_Due_Date": "treatment_due",
            "Status": STATE,
            "Residual_Risk": "residual_level",
            "Review_Date": "due_on",
            "Notes": "notes",
        },
    ),
    "Q135": (
        "complaint",
        {
            "Complaint_ID": "external_ref",
            "Date_Received": "occurred_on",
            "Customer": "customer",
            "Product": "product",
            "Severity": "severity",
            "Category": "category",
            "Description": "description",
            "Status": STATE,
            "Resolution_Date": "closed_on",
            "Days_To_Resolve": NOTES,
            "CAPA_Number": NOTES,
        },
    ),
    "Q125": (
        "nonconformity",
        {
            "IncidentID": "external_ref",
            "Date": "occurred_on",
            "Severity": "severity",
            "ReportedBy": "reported_by",
            "Description": "description",
            "Status": STATE,
            "RootCause": "occurrence_cause",
            "Containment": "containment",
            "CorrectiveAction": NOTES,
            "PreventiveAction": NOTES,
            "ResolutionDate": "closed_on",
            "EvidenceLink": "evidence",
        },
    ),
    "Q069": (
        "nonconformity",
        {
            "incident_id": "external_ref",
            "category": "category",
            "severity": "severity",
            "root_cause": "occurrence_cause",
            "resolution_time_hours": NOTES,
            "recurrence": NOTES,
        },
    ),
    "Q120": (
        "corrective_action",
        {
            "CAPAID": "external_ref",
            "Date": "occurred_on",
            "RelatedNCR": NOTES,
            "Description": "description",
            "Owner": "owner",
            "DueDate": "due_on",
            "Status": STATE,
            "EffectivenessCheckDate": "check_on",
            "EvidenceLink": "result_evidence",
        },
    ),
    "Q136": (
        "action",
        {
            "Action_ID": "external_ref",
            "Meeting_Date": "occurred_on",
            "Action_Description": "description",
            "Owner": "owner",
            "Due_Date": "due_on",
            "Priority": "priority",
            "Status": STATE,
            "Completion_Date": "done_on",
            "Outcome": "outcome",
            "Notes": "notes",
        },
    ),
    "workbook 02": (
        "nonconformity",
        {
            "ext_ref": "external_ref",
            "detected_on": "occurred_on",
            "source": "source",
            "process": "process",
            "product": "product",
            "lot": "lot",
            "qty": "quantity",
            "requirement": "requirement",
            "evidence": "evidence",
            "statement": "statement",
            "severity": "severity",
            "owner": "owner",
            "correction": "correction",
            "cause": "occurrence_cause",
            "cause_code": "cause_code",
            "closed_on": "closed_on",
            "cost": "cost",
        },
    ),
    "workbook 03": (
        "complaint",
        {
            "ext_ref": "external_ref",
            "received_on": "occurred_on",
            "channel": "channel",
            "customer": "customer",
            "contact": "contact",
            "customer_words": "description",
            "product": "product",
            "lot": "lot",
            "qty_delivered": "qty_delivered",
            "qty_affected": "qty_affected",
            "category": "category",
            "severity": "severity",
            "validity": "validity",
        },
    ),
    "workbook 18": (
        "risk",
        {
            "process": "process",
            "cause": "cause",
            "event": "event",
            "consequence": "consequence",
            "L_current": "likelihood",
            "I_current": "impact",
            "level": "level",
            "treatment": "treatment",
            "action": "treatment_plan",
            "owner": "owner",
            "due": "treatment_due",
            "L_residual": "residual_likelihood",
            "I_residual": "residual_impact",
        },
    ),
}
WORDS = {
    ("supplier", STATE): {"Active": "approved", "Approved": "approved"},
    ("supplier", "criticality"): {"Critical": "1", "Non-Critical": "3"},
    ("risk", STATE): {
        "Open": "identified",
        "In Progress": "treatment",
        "Implemented": "monitored",
        "Open - In Progress": "treatment",
        "Open - Planning": "treatment",
        "Open - Monitoring": "monitored",
        "Open - Design": "treatment",
        "Open - Analysis": "assessed",
        "Open - Evaluation": "assessed",
        "Open - Implementation": "treatment",
        "Open - Mitigation": "treatment",
        "Open - Pilot": "treatment",
        "Open - Research": "assessed",
        "Active - Mitigation Required": "treatment",
    },
    ("risk", "likelihood"): {"4": "4", "High": "4", "Medium": "3", "Very High": "5"},
    ("risk", "impact"): {"5": "5", "High": "4", "Medium": "3", "Moderate": "3", "Severe": "5"},
    ("risk", "level"): {"Critical": "critical", "High": "high", "Medium": "medium", "Low": "low"},
    ("risk", "treatment"): {"Reduce": "reduce", "Mitigate": "reduce", "Accept": "retain", "Transfer": "share"},
    ("complaint", STATE): {"Open": "received", "Closed": "closed", "In Progress": "investigating", "Offen": "received"},
    ("complaint", "severity"): {"Critical": "critical", "Major": "major", "Minor": "minor", "High": "major"},
    ("nonconformity", STATE): {
        "Resolved": "closed",
        "Open": "open",
        "Geschlossen": "closed",
        "in Bearbeitung": "cause_analysis",
    },
    ("nonconformity", "severity"): {"Critical": "major", "High": "major", "Medium": "minor", "Low": "minor"},
    ("nonconformity", "similar_elsewhere"): {"Yes": "yes", "No": "no"},
    ("corrective_action", STATE): {
        "Implemented": "implemented",
        "Open": "draft",
        "Closed": "closed",
        "Approved": "in_progress",
    },
    ("action", STATE): {
        "Completed": "done",
        "In Progress": "in_progress",
        "Open": "open",
        "Done": "done",
        "Erledigt": "done",
        "Cancelled": "cancelled",
    },
    ("action", "priority"): {"High": "high", "Medium": "medium", "Low": "low"},
}


@pytest.mark.parametrize("name", LISTS)
def test_every_column_finds_its_field(name: str) -> None:
    kind, columns = LISTS[name]
    fields = KINDS[kind].fields.values()
    found = {h: next((f.name for f in fields if plain(h) in names_of(KINDS[kind], f)), NOTES) for h in columns}
    assert found == {header: NOTES if field == STATE else field for header, field in columns.items()}


@pytest.mark.parametrize(("kind", "name"), WORDS)
def test_every_word_finds_its_choice(kind: str, name: str) -> None:
    register = KINDS[kind]
    members = tuple(register.workflow.states) if name == STATE else register.fields[name].info.members
    for word, wanted in WORDS[kind, name].items():
        found = [m.value for m in members if plain(word) in {plain(w) for w in (m.value, m.label, *of_choice(m))}]
        assert found == [wanted], word
