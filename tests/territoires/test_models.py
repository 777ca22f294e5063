"""Rules of places, établissements and référents."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from territoires.models import Referent, ReferentScope
from territoires.uai import check_letter, uai_fault
from tests.territoires.factories import (
    BassinFactory,
    CommuneFactory,
    DepartementFactory,
    EtablissementFactory,
    ReferentFactory,
)


@pytest.mark.parametrize(
    ("digits", "letter"), [("0590117", "G"), ("0020014", "E"), ("0801773", "T"), ("0000000", "A")]
)
def test_check_letters(digits, letter):
    assert check_letter(digits) == letter


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("0590117G", ""),
        ("0590117A", "demandent G"),
        ("590117G", "sept chiffres"),
        ("0590117g", "sept chiffres"),
    ],
)
def test_a_uai_says_what_is_wrong(value, told):
    assert told in uai_fault(value).replace("\u00a0", " ")
    assert bool(uai_fault(value)) == bool(told)


@pytest.mark.django_db
class TestReferents:
    @pytest.fixture
    def nord(self):
        """Two people share the Nord by bassins, a third has the whole Somme."""
        nord, somme = DepartementFactory(code="59"), DepartementFactory(code="80")
        lille, dunkerque = BassinFactory(departement=nord), BassinFactory(departement=nord)
        people = {
            name: Referent.objects.create(prenom=name, nom="Essai", fonction="x")
            for name in ("Ada", "Bo", "Cy")
        }
        for name, departement, bassin in (("Ada", nord, lille), ("Bo", nord, dunkerque), ("Cy", somme, None)):
            ReferentScope.objects.create(referent=people[name], departement=departement, bassin=bassin)
        return nord, somme, lille, dunkerque, people

    def test_the_nord_is_shared_by_bassins(self, nord):
        departement, somme, lille, dunkerque, people = nord

        assert list(Referent.objects.for_place(departement, lille)) == [people["Ada"]]
        assert list(Referent.objects.for_place(departement, dunkerque)) == [people["Bo"]]
        assert list(Referent.objects.for_place(departement)) == [people["Ada"], people["Bo"]]
        assert list(Referent.objects.for_place(somme, BassinFactory(departement=somme))) == [people["Cy"]]

    def test_covers_agrees_with_for_place(self, nord):
        departement, somme, lille, dunkerque, people = nord
        for place in ((departement, lille), (departement, dunkerque), (departement, None), (somme, None)):
            found = set(Referent.objects.for_place(*place))
            assert {person for person in people.values() if person.covers(*place)} == found

    def test_a_bassin_belongs_to_its_departement(self, nord):
        _departement, somme, lille, _dunkerque, people = nord
        with pytest.raises(ValidationError, match="n’est pas dans ce département"):
            ReferentScope(referent=people["Ada"], departement=somme, bassin=lille).full_clean()

    def test_a_whole_departement_stands_once(self):
        ada, departement = ReferentFactory(), DepartementFactory(code="59")
        with pytest.raises(IntegrityError):
            ReferentScope.objects.create(referent=ada, departement=departement)


@pytest.mark.django_db
def test_the_address_of_an_etablissement_follows_the_language():
    lycee = EtablissementFactory(uai="0590117G", commune=CommuneFactory())

    with translation.override("fr"):
        assert lycee.get_absolute_url() == "/fr/etablissements/0590117G/"
    with translation.override("en"):
        assert lycee.get_absolute_url() == "/en/etablissements/0590117G/"
    with translation.override(None):
        assert lycee.get_absolute_url() == "/fr/etablissements/0590117G/"


@pytest.mark.django_db
def test_an_etablissement_does_not_replace_itself():
    lycee = EtablissementFactory()
    lycee.remplace_par = lycee
    with pytest.raises(ValidationError, match="ne se remplace pas"):
        lycee.full_clean()
