"""Names in capitals are shown as people write them."""

import pytest

from resources.naming import readable


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("MCALLEN POLICE DEPARTMENT", "McAllen Police Department"),
        ("CITY OF MIAMI - POLICE DEPARTMENT", "City of Miami - Police Department"),
        ("MONROE COUNTY SHERIFF'S OFFICE", "Monroe County Sheriff's Office"),
        ("O'BRIEN COUNTY SHERIFF’S OFFICE", "O'Brien County Sheriff’s Office"),
        ("YWCA OF SOUTH FLORIDA, INC.", "YWCA of South Florida, Inc."),
        ("FBI FIELD OFFICE - DALLAS, TX", "FBI Field Office - Dallas, TX"),
        ("DEKALB COUNTY PD", "DeKalb County PD"),
        ("U.S. MARSHALS SERVICE", "U.S. Marshals Service"),
        ("ST. LOUIS POLICE 5TH DISTRICT", "St. Louis Police 5th District"),
        ("THE HOUSE OF HOPE", "The House of Hope"),
        ("WINSTON-SALEM POLICE", "Winston-Salem Police"),
        ("MACON COUNTY SHERIFF", "Macon County Sheriff"),
        ("DEPARTMENT OF HHS", "Department of HHS"),
        ("Harbor House YWCA", "Harbor House YWCA"),
        ("AT&T", "AT&T"),
        ("NCMEC", "NCMEC"),
        ("POLICÍA DE PUERTO RICO", "Policía de Puerto Rico"),
        ("", ""),
    ],
)
def test_a_name_in_capitals_is_shown_in_readable_case(written: str, shown: str) -> None:
    assert readable(written) == shown


def test_what_is_shown_is_shown_the_same_again() -> None:
    assert readable(readable("FORT BEND COUNTY CONSTABLE PRECINCT 3")) == "Fort Bend County Constable Precinct 3"
