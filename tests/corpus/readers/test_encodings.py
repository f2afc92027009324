"""Encodings: found from the bytes, in both scripts; a doubtful guess is said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.readers.encodings import canonical, commonness, decode_text
from tests.cases.load import golden

A = Path("a.txt")


@pytest.mark.parametrize(("case", "expected"), golden("encodings"))
def test_encodings(case, expected):
    data = case["text"].encode(case["encoding"]) if "text" in case else bytes.fromhex(case["bytes"])
    try:
        found = decode_text(A, data)
    except SourceError as error:
        assert expected == {"error": str(error)}
        return
    assert expected == {"encoding": found.encoding, "remarks": list(found.remarks)}
    if "text" in case:
        assert found.text.removeprefix("\ufeff") == case["text"]


COMMON = "的一是了我不人在有他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏跑"


@given(
    st.text(st.sampled_from(COMMON), min_size=12, max_size=40),
    st.sampled_from(["gb18030", "utf-8", "utf-16"]),
)
def test_a_text_comes_back_as_it_was_or_its_encoding_is_doubted(text, encoding):
    found = decode_text(A, text.encode(encoding))
    assert found.text == text or any("not certain" in remark for remark in found.remarks)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_named(data):
    try:
        assert isinstance(decode_text(A, data).text, str)
    except SourceError as error:
        assert str(error).startswith("a.txt: ")


@given(
    st.binary(max_size=200),
    st.sampled_from(["GB18030", "Big5", "UTF-8", "UTF-16", "latin-1", "idna", "punycode", "utf-7"]),
)
def test_a_named_encoding_is_taken_or_said_not_to_fit(data, name):
    try:
        decode_text(A, data, name)
    except SourceError as error:
        assert str(error).startswith(("a.txt: not ", f"{name}: no encoding is called so."))


@pytest.mark.parametrize("name", ["rot13", "hex", "zlib", "", "klingon", "\0"])
def test_what_is_no_text_encoding_has_no_name(name):
    assert canonical(name) is None


def test_common_characters_are_common_in_both_scripts():
    assert commonness("公司的网络覆盖全国。") == 1.0
    assert commonness("公司的網絡覆蓋全國。") == 1.0
    assert commonness("公司的网络覆盖全国。".encode("gb18030").decode("big5", "ignore")) < 0.75
    assert commonness("公司的網絡覆蓋全國。".encode("big5").decode("gb18030", "ignore")) < 0.6
    assert commonness("plain") == 0.0
