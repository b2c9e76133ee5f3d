"""Official papers through the pages: each step issues its own, they say what was frozen, and stay as they were written."""

from io import BytesIO

import docx
import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.accepting import reject
from jiyao.casework.models import Case, Paper, Recommendation
from jiyao.foundation.models import Act, Attachment, DataKey
from jiyao.interfaces.ui.official.around import Around, rules_on, warning_of
from jiyao.interfaces.ui.official.composing import COMPOSED, content_of
from jiyao.registry.models import AccountRole, InsuranceSpell
from tests.casework.claims import CERTIFICATE, MATCHES, MEASURE, claimed, hand, lay_out_entitled
from tests.casework.contests import by, concluded, contested, noticed, refused, stranger
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.papers import pages
from tests.registry.places import AT, DAY, HERE, OTHER_COUNTY

pytestmark = pytest.mark.django_db
R = AccountRole
OFFICE = "哈尔滨市道里区人力资源社会保障部门"
REMEDY = (
    "如不服本决定，可以自知道本决定之日起六十日内，依法向本级人民政府申请行政复议（依据《中华人民共和国行政复议法》（2023年修订）第二十条），"
    "也可以自知道本决定之日起六个月内，依法直接向人民法院提起行政诉讼（依据《中华人民共和国行政诉讼法》（2017年修正）第四十六条）。"
)
LEFT_TO_DO = (
    "本答复不改变对原决定的救济途径和期限：可以自知道原决定之日起六十日内，依法向本级人民政府申请行政复议（依据《中华人民共和国行政复议法》（2023年修订）第二十条）；"
    "也可以自知道原决定之日起六个月内，依法直接向人民法院提起行政诉讼（依据《中华人民共和国行政诉讼法》（2017年修正）第四十六条）。"
)


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()


@pytest.fixture
def desk() -> dict[AccountRole, Client]:
    """An official of each duty, signed in."""
    return {role: signed_in(role) for role in (R.ACCEPT, R.REVIEW, R.APPROVE)}


@pytest.fixture
def person() -> Client:
    """The person here, signed in."""
    return signed_in(R.CITIZEN)


def moved(official: Client, case: Case, do: str, **given: object) -> None:
    assert official.post(f"/desk/cases/{case.pk}/move/", {"do": do, **given}).status_code == 302


def body(answer: StreamingHttpResponse) -> bytes:
    """The file of an answer."""
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def taken(person: Client, case: Case, kind: str, form: str) -> bytes:
    """One of a person's own papers."""
    paper = Paper.objects.get(case=case, kind=kind)
    return body(person.get(f"/my/cases/{case.pk}/papers/{paper.pk}/{form}/"))


def paragraphs(file: bytes) -> list[str]:
    """What the paragraphs of a Word file say."""
    return [one.text for one in docx.Document(BytesIO(file)).paragraphs]


def claim_of(person: Client) -> Case:
    """A claim, made while the person is signed in."""
    return claimed()


def test_decision_is_told_in_a_paper_that_says_facts_clause_sum_and_remedy(
    person: Client, desk: dict[AccountRole, Client]
) -> None:
    case = claim_of(person)
    moved(desk[R.ACCEPT], case, "accept")
    moved(desk[R.REVIEW], case, "grant", confirmed=list(MATCHES))
    moved(desk[R.APPROVE], case, "approve")

    assert list(
        Paper.objects.filter(case=case).order_by("pk").values_list("kind", "division", "year", "serial")
    ) == [
        ("acceptance", "230102", 2025, 1),
        ("decision", "230102", 2025, 1),
        ("explanation", "230102", 2025, 1),
    ]
    own = person.get(f"/my/cases/{case.pk}/").content.decode()
    assert "受理通知书 · （230102）技受〔2025〕1号" in own
    assert "给付决定书 · （230102）技决〔2025〕1号" in own
    assert "办案说明" not in own
    assert paragraphs(taken(person, case, "decision", "docx")) == [
        OFFICE,
        "（230102）技决〔2025〕1号",
        "给付决定书",
        "张三：",
        f"你（公民身份号码：239***********4513）于2025年6月30日（网上申领）提出失业保险技能提升补贴申领，受理编号{case.number}。"
        "本机关依法受理，经审核、审批，现决定如下。",
        "一、查明的事实",
        "经核验登记资料，查明：在本省参加失业保险，单位和个人均已缴费：是；累计缴纳失业保险费月数：66个月；证书种类：职业技能等级证书；"
        "证书等级（培训、学徒为目标等级）：四级/中级工；证书核发日期：2025年2月1日；取得证书时在职：是；取得证书时正在领取失业保险金：是；"
        "可在“技能人才评价证书全国联网查询”查到：是；同一职业已持有的最高等级：无。",
        "经审核人员核实：证书与所在岗位相适（证岗相适）。",
        "二、依据",
        "《黑龙江省失业保险技能提升补贴申领发放办法》第七条。",
        "三、决定",
        "准予给付失业保险技能提升补贴，金额为人民币1,500.00元（大写：壹仟伍佰元整），支付至你提供的收款账户。",
        "四、救济途径和期限",
        REMEDY,
        "",
        OFFICE,
        "2025年6月30日",
        f"受理编号：{case.number}　依据2026年第1版规则",
    ]
    first = taken(person, case, "decision", "pdf")
    said = "".join(pages(first))
    for part in ("（230102）技决〔2025〕1号", "第七条", "壹仟伍佰元整", "六十日内", "六个月内", case.number):
        assert part in said
    assert taken(person, case, "decision", "pdf") == first
    assert Attachment.objects.filter(kind="pdf").count() == 1


def test_what_is_missing_and_why_nothing_is_given_stands_in_papers(
    person: Client, desk: dict[AccountRole, Client]
) -> None:
    case = claim_of(person)
    moved(desk[R.ACCEPT], case, "ask-supplement", reason="身份证复印件\n申领表签字页")

    told = paragraphs(taken(person, case, "supplement", "docx"))

    assert told[1:3] == ["（230102）技补〔2025〕1号", "一次性告知补正通知书"]
    assert told[5:10] == [
        "一、需要补正的内容",
        "身份证复印件",
        "申领表签字页",
        "二、补正期限",
        "请尽快补正。以上为全部需要补正的内容，一次性告知。补正后本机关即继续办理。",
    ]
    person.post(f"/my/cases/{case.pk}/supplement/", {"reason": "已补"})
    moved(desk[R.ACCEPT], case, "accept")
    InsuranceSpell.objects.filter(person=HERE).update(first_month=2025 * 12 + 1)
    moved(desk[R.REVIEW], case, "refuse", reason="缴费不足")
    moved(desk[R.APPROVE], case, "approve")
    told = paragraphs(taken(person, case, "refusal", "docx"))
    assert told[1:3] == ["（230102）技不予〔2025〕1号", "不予给付决定书"]
    assert told[7:] == [
        "二、理由和依据",
        "不符合“累计缴纳失业保险费满规定月数”（累计缴纳失业保险费月数须不少于12个月（现为6个月））。"
        "依据：黑龙江省失业保险技能提升补贴申领发放办法 第四条。",
        "审核意见：缴费不足",
        "三、决定",
        "不予给付失业保险技能提升补贴。",
        "四、救济途径和期限",
        REMEDY,
        "",
        OFFICE,
        "2025年6月30日",
        f"受理编号：{case.number}　依据2026年第1版规则",
    ]


def test_rejection_says_why_and_only_its_readers_get_it(
    person: Client, desk: dict[AccountRole, Client]
) -> None:
    case = claim_of(person)
    moved(desk[R.ACCEPT], case, "reject", reason="不属于本机关受理范围")
    paper = Paper.objects.get(case=case)
    address = f"/desk/papers/{paper.pk}"
    stranger = signed_in(R.REVIEW, OTHER_COUNTY)

    told = paragraphs(body(desk[R.ACCEPT].post(f"{address}/docx/")))

    assert told[2:7] == [
        "不予受理通知书",
        "张三：",
        f"你（公民身份号码：239***********4513）于2025年6月30日（网上申领）提出失业保险技能提升补贴申领，受理编号{case.number}。"
        "经审查，决定不予受理。",
        "一、不予受理的理由",
        "不属于本机关受理范围",
    ]
    [look] = Act.objects.filter(kind="take-paper")
    assert (look.subject, look.codes, look.owner) == (f"paper:{paper.pk}", {"form": "docx"}, HERE)
    assert stranger.post(f"{address}/docx/").status_code == 404
    assert desk[R.ACCEPT].post(f"{address}/odt/").status_code == 404
    assert desk[R.ACCEPT].post("/desk/papers/99999/pdf/").status_code == 404
    assert person.post(f"{address}/docx/").status_code == 403
    assert person.get(f"/my/cases/{case.pk}/papers/{paper.pk}/odt/").status_code == 404
    assert person.get(f"/my/cases/{case.pk}/papers/99999/pdf/").status_code == 404


def test_paper_says_the_same_whenever_it_is_written(person: Client, desk: dict[AccountRole, Client]) -> None:
    case = claim_of(person)
    moved(desk[R.ACCEPT], case, "accept")
    acceptance = Paper.objects.get(case=case)
    before = COMPOSED[acceptance.kind](Around(acceptance, rules_on(acceptance)))

    moved(desk[R.REVIEW], case, "grant", confirmed=list(MATCHES))
    moved(desk[R.APPROVE], case, "approve")
    InsuranceSpell.objects.filter(person=HERE).delete()

    assert content_of(Paper.objects.get(pk=acceptance.pk)) == before
    explanation = Paper.objects.get(case=case, kind="explanation")
    told = content_of(explanation)
    assert told.blocks[0].rows[1] == ("申请人", "张三　239***********4513")
    assert paragraphs(body(desk[R.REVIEW].post(f"/desk/papers/{explanation.pk}/docx/")))[0] == "办案说明"
    assert len(pages(body(desk[R.REVIEW].post(f"/desk/papers/{explanation.pk}/pdf/")))) == 1


def test_paper_of_a_demonstration_says_so_on_each_page(
    settings: Settings, person: Client, desk: dict[AccountRole, Client]
) -> None:
    settings.DEMONSTRATION = True
    address = person.post(f"/my/measures/{CERTIFICATE}/{MEASURE}/claim/").url
    case = Case.objects.get(pk=int(address.split("/")[-2]))
    moved(desk[R.ACCEPT], case, "accept")

    found = pages(taken(person, case, "acceptance", "pdf"))

    assert all("演示数据，不是正式公文" in page for page in found)
    word = docx.Document(BytesIO(taken(person, case, "acceptance", "docx")))
    assert word.sections[0].header.paragraphs[0].text == "演示数据，不是正式公文"
    assert warning_of(rules_on(Paper.objects.get(case=case)).pack) == (
        "演示数据，不是正式公文；本件依据演示值作出，规定尚未查到，不产生任何效力"
    )


def test_no_paper_opens_of_who_was_anonymised(person: Client, desk: dict[AccountRole, Client]) -> None:
    case = claim_of(person)
    moved(desk[R.ACCEPT], case, "accept")
    paper = Paper.objects.get(case=case)
    address = f"/my/cases/{case.pk}/papers/{paper.pk}/pdf/"
    assert person.get(address).status_code == 200

    DataKey.objects.filter(owner=HERE).update(wrapped=None, wrapping_key=None, erased_at=AT)

    assert person.get(address).status_code == 404
    refused = desk[R.ACCEPT].post(f"/desk/papers/{paper.pk}/pdf/")
    assert refused.status_code == 409
    assert "已匿名化" in refused.content.decode()
    assert Act.objects.filter(kind="take-paper").count() == 0


def test_appeal_is_answered_in_a_paper_with_reasons_facts_clause_and_what_is_left_to_do(
    person: Client, desk: dict[AccountRole, Client]
) -> None:
    case = claim_of(person)
    moved(desk[R.ACCEPT], case, "reject", reason="职业不符")
    appeal = contested(case, "appeal", hand(R.CITIZEN), reason="职业相符")

    concluded(appeal, Recommendation.GRANT)

    assert list(Paper.objects.filter(case=appeal).order_by("pk").values_list("kind", "serial")) == [
        ("acceptance", 1),
        ("answer", 1),
    ]
    own = person.get(f"/my/cases/{appeal.pk}/").content.decode()
    assert "申诉处理决定书 · （230102）技复〔2025〕1号" in own
    told = paragraphs(taken(person, appeal, "answer", "docx"))
    assert told[1:8] == [
        "（230102）技复〔2025〕1号",
        "申诉处理决定书",
        "张三：",
        f"你（公民身份号码：239***********4513）于2025年6月30日对办件{case.number}（失业保险技能提升补贴）提出申诉，受理编号{appeal.number}。"
        "本机关依法受理，由未经办原件的人员审查、另一人决定，现答复如下。",
        "一、你方的事实和理由",
        "职业相符",
        "二、查明的事实",
    ]
    assert told[8].startswith("经核验登记资料，查明：")
    assert told[9:17] == [
        "已核实",
        "三、依据",
        "《黑龙江省失业保险技能提升补贴申领发放办法》第七条。",
        "四、决定",
        f"经审查，申诉成立。办件{case.number}恢复审核，结果另行告知。",
        "五、救济途径和期限",
        LEFT_TO_DO,
        "",
    ]
    assert "技复" in "".join(pages(taken(person, appeal, "answer", "pdf")))


def test_who_objects_to_another_learns_no_fact_of_them(desk: dict[AccountRole, Client]) -> None:
    case = noticed()
    objection = contested(case, "objection", stranger(), reason="不在岗")

    concluded(objection, Recommendation.REFUSE)

    told = [
        block.text
        for block in content_of(Paper.objects.get(case=objection, kind="answer")).blocks
        if block.kind != "table"
    ]
    assert told[2:10] == [
        "不在岗",
        "二、查明的事实",
        "已核实",
        "三、依据",
        "《黑龙江省失业保险技能提升补贴申领发放办法》第七条。",
        "四、决定",
        "经审查，异议不成立。",
        "五、救济途径和期限",
    ]
    assert "张三" not in "".join(told)


def test_complaint_gets_an_answer_and_no_acceptance_a_paper_too(desk: dict[AccountRole, Client]) -> None:
    case = refused()
    concluded(contested(case, "complaint", hand(R.CITIZEN), reason="等候过久"), Recommendation.GRANT)
    rejected = reject(contested(case, "complaint", hand(R.CITIZEN)).pk, by(R.ACCEPT), reason="已经答复")

    answered = content_of(Paper.objects.get(kind="answer"))

    assert (answered.title, answered.blocks[-3].text) == (
        "投诉处理答复书",
        "经审查，投诉成立。处理情况见上。",
    )
    told = content_of(Paper.objects.get(case=rejected))
    assert (told.title, told.blocks[2].text) == ("不予受理通知书", "已经答复")
