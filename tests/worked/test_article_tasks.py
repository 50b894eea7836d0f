"""Every sentence of the article on Điện Biên that is about tasks, roles, pilots, exclusions and conditions, said."""

import pytest

import dxplan as dx

# Each part is introduced by the sentence that it says, in a few words.
ARTICLE = """
code = "said"
title = { vi = "Kế hoạch của tỉnh Điện Biên", en = "Điện Biên's plan" }
place = "11"
adopted = 2020

[[documents]]
code = "article"
title = "Tỉnh Điện Biên lên kế hoạch chuyển đổi số"

[[documents]]
code = "decision-749"
title = "Chương trình chuyển đổi số quốc gia"
number = "749/QĐ-TTg"
issued = 2020-06-03

# three pillars, six foundation groups, eight priority sectors
[[pillars]]
code = "government"
name = "Chính quyền số"
[[groups]]
code = "awareness"
name = "Chuyển đổi nhận thức"
[[groups]]
code = "institutions"
name = "Kiến tạo thể chế"
[[sectors]]
code = "health"
name = "Y tế"
[[dimensions]]
code = "level"
name = "Cấp"
members = ["province", "district", "commune"]

[[indicators]]
code = "services_level_4"
name = "Dịch vụ công trực tuyến mức độ 4"
unit = "%"
direction = "up"
[[indicators]]
code = "files_online"
name = "Hồ sơ công việc được xử lý trên môi trường mạng"
unit = "%"
direction = "up"
dimensions = ["level"]

# 80 % of services at level 4, on many means of access, mobile devices among them
[[targets]]
code = "services-level-4"
title = "Dịch vụ công trực tuyến mức độ 4"
indicator = "services_level_4"
goal = "80 %"
by = 2025
conditions = { vi = "trên nhiều phương tiện truy cập, kể cả di động", en = "on many means of access, also mobile" }
cite = { document = "article", confidence = "secondary" }

# 60 % of work files at the level of communes, except state secrets
[[targets]]
code = "files-commune"
title = "Hồ sơ công việc cấp xã"
indicator = "files_online"
goal = "60 %"
by = 2025
where = { level = "commune" }
excludes = { vi = "hồ sơ thuộc phạm vi bí mật nhà nước", en = "files that are state secrets" }
cite = { document = "article", confidence = "secondary" }

# shared databases are connected in the whole province; data are opened step by step
[[targets]]
code = "shared-databases"
title = "Các cơ sở dữ liệu dùng chung được kết nối, chia sẻ trên toàn tỉnh"
by = 2025
pillar = "government"
cite = { document = "article", confidence = "secondary" }
[[targets]]
code = "open-data"
title = "Từng bước mở dữ liệu của cơ quan nhà nước"
by = 2025
conditions = "từng bước"
pillar = "government"
cite = { document = "article", confidence = "secondary" }

[[agencies]]
code = "ppc"
name = "UBND tỉnh Điện Biên"
level = "province"
[[agencies]]
code = "heads"
name = "Người đứng đầu các sở, ngành, địa phương"
[[agencies]]
code = "all-heads"
name = "Người đứng đầu các sở, ngành, địa phương, tổ chức, doanh nghiệp trên địa bàn"
[[agencies]]
code = "district-committees"
name = "UBND các huyện, thị xã, thành phố"
level = "district"
[[agencies]]
code = "steering"
name = "Ban chỉ đạo xây dựng Chính quyền điện tử"
level = "province"
[[agencies]]
code = "dic"
name = "Sở Thông tin và Truyền thông"
level = "province"
valid_to = "2025-02"
succeeded_by = "dst"
[[agencies]]
code = "dst"
name = "Sở Khoa học và Công nghệ"
level = "province"
[[agencies]]
code = "concerned"
name = "Các cơ quan liên quan"
[[agencies]]
code = "ministry"
name = "Bộ Thông tin và Truyền thông"
level = "nation"

# heads of departments are directly responsible
[[tasks]]
code = "answer-for-it"
title = "Chịu trách nhiệm trực tiếp về chuyển đổi số trong cơ quan, lĩnh vực, địa bàn"
roles = { responsible = ["heads"] }
group = "awareness"
cite = { document = "article", confidence = "secondary" }
# spread the Party's policy, raise awareness
[[tasks]]
code = "spread-awareness"
title = "Phổ biến, quán triệt chủ trương, nâng cao nhận thức"
group = "awareness"
cite = { document = "article", confidence = "secondary" }
# tie the goals to resolutions, strategies and socio-economic plans
[[tasks]]
code = "tie-to-plans"
title = "Gắn mục tiêu chuyển đổi số với nghị quyết, chiến lược, kế hoạch của các cấp, các ngành"
group = "awareness"
cite = { document = "article", confidence = "secondary" }
# heads of all organisations and firms commit to innovate, and allow trials
[[tasks]]
code = "commit-to-innovate"
title = "Cam kết đổi mới, cho phép thử nghiệm cái mới, ứng dụng công nghệ mới"
roles = { responsible = ["all-heads"] }
group = "awareness"
cite = { document = "article", confidence = "secondary" }
# each district picks one commune or ward
[[tasks]]
code = "pick-commune"
title = "Chọn một xã/phường để thử nghiệm"
roles = { carry_out = ["district-committees"] }
each = "district"
group = "awareness"
cite = { document = "article", confidence = "secondary" }
# goals and tasks for each of the eight sectors
[[tasks]]
code = "health"
title = "Chuyển đổi số lĩnh vực y tế"
sector = "health"
cite = { document = "article", confidence = "secondary" }
# the steering committee urges and coordinates
[[tasks]]
code = "steer"
title = "Đôn đốc, điều phối chung việc triển khai"
roles = { urge = ["steering"], coordinate = ["steering"] }
cite = { document = "article", confidence = "secondary" }
# the department leads, works with others and advises the committee on the list of priority initiatives 2020-2021
[[tasks]]
code = "list-initiatives"
title = "Xây dựng và ban hành danh sách sáng kiến ưu tiên"
roles = { lead = ["dic"], advise = ["dic"], support = ["concerned"], issue = ["ppc"] }
period = "2020–2021"
cite = { document = "article", confidence = "secondary" }
# the ministry guides ministries and provinces to issue strategies of their own
[[tasks]]
code = "guide-strategies"
title = "Hướng dẫn các cơ quan, đơn vị, địa phương ban hành chiến lược chuyển đổi số"
roles = { guide = ["ministry"] }
period = "2020-H2"
group = "institutions"
cite = { document = "article", confidence = "secondary" }

[[initiatives]]
code = "priority-2020-2021"
title = "Sáng kiến chuyển đổi số ưu tiên triển khai giai đoạn 2020–2021"
period = "2020–2021"
task = "list-initiatives"
cite = { document = "article", confidence = "secondary" }

# the basic digital skills, in the order of the sentence; "such as" leaves the list open
[[skills]]
code = "internet"
name = { vi = "Truy cập và sử dụng Internet", en = "Internet access and use" }
[[skills]]
code = "e-mail"
name = { vi = "Thư điện tử", en = "E-mail" }
[[skills]]
code = "online-trade"
name = { vi = "Mua bán trực tuyến", en = "Buying and selling online" }
[[skills]]
code = "e-payment"
name = { vi = "Thanh toán điện tử", en = "Electronic payment" }
[[skills]]
code = "online-services"
name = { vi = "Dịch vụ công trực tuyến", en = "Online public services" }
[[skills]]
code = "personal-data-safety"
name = { vi = "Bảo đảm an toàn thông tin cá nhân", en = "Safety of personal information" }

[[pilots]]
code = "communication-and-skills"
title = "Thử nghiệm công tác truyền thông, phổ biến kỹ năng số cơ bản cho người dân"
each = "district"
picks = "commune"
skills = ["internet", "e-mail", "online-trade", "e-payment", "online-services", "personal-data-safety"]
task = "pick-commune"
cite = { document = "article", confidence = "secondary" }
"""


@pytest.fixture(scope="module")
def plan():
    return dx.loads_plan(ARTICLE)


def codes(things):
    return [thing.code for thing in things]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"role": "responsible"}, ["answer-for-it", "commit-to-innovate"]),
        ({"agency": "heads"}, ["answer-for-it"]),
        ({"agency": "district-committees", "role": "carry_out"}, ["pick-commune"]),
        ({"agency": "steering", "role": "urge"}, ["steer"]),
        ({"agency": "steering", "role": "coordinate"}, ["steer"]),
        ({"agency": "dic"}, ["list-initiatives"]),
        ({"agency": "dic", "role": "lead"}, ["list-initiatives"]),
        ({"agency": "dic", "role": "issue"}, []),
        ({"agency": "ppc", "role": "issue"}, ["list-initiatives"]),
        ({"agency": "ministry"}, ["guide-strategies"]),
        ({"sector": "health"}, ["health"]),
        ({"group": "institutions"}, ["guide-strategies"]),
        ({"due": 2021}, ["list-initiatives", "guide-strategies"]),
        ({"due": 2020}, ["guide-strategies"]),
    ],
)
def test_who_does_what_by_when(plan, asked, found):
    assert codes(plan.tasks(**asked)) == found


def test_awareness_has_five_tasks(plan):
    assert len(plan.tasks(group="awareness")) == 5


def test_every_district_picks_a_commune_for_the_pilot(plan):
    (pilot,) = plan.pilots(skill="e-payment")
    assert (pilot.each, pilot.number, pilot.picks) == ("district", 1, "commune")
    assert plan.task(pilot.task).each == "district"
    assert plan.task(pilot.task).roles == {"carry_out": ("district-committees",)}


def test_the_sentence_names_six_skills(plan):
    sentence = (
        "truy cập và sử dụng Internet, thư điện tử, mua bán trực tuyến, thanh toán điện tử, dịch vụ công trực tuyến "
        "và bảo đảm an toàn thông tin cá nhân"
    )
    *most, last = [skill.name.vi[0].lower() + skill.name.vi[1:] for skill in plan.skills]
    assert f"{', '.join(most)} và {last}" == sentence
    assert codes(plan.skills) == list(plan.pilots[0].skills)
    assert len(plan.skills) == 6


def test_the_list_of_initiatives_is_still_to_be_drawn_up(plan):
    (initiative,) = plan.initiatives
    assert (str(initiative.period), initiative.items) == ("2020/2021", ())
    assert plan.task(initiative.task).due == initiative.period


def test_what_is_excluded_and_on_what_conditions(plan):
    assert plan.target("files-commune").excludes.en == "files that are state secrets"
    assert plan.target("services-level-4").conditions.en == "on many means of access, also mobile"
    card = dx.evaluate(plan, dx.Figures.of(()), at=2025)
    assert "Except       files that are state secrets" in str(card.explain("files-commune"))
    assert "Điều kiện" in card.explain("services-level-4").text("vi")


def test_databases_and_open_data_are_milestones(plan):
    assert codes(target for target in plan.targets if target.is_milestone) == ["shared-databases", "open-data"]
    told = dx.Reports.of([dx.Report(task="shared-databases", period=2025, state=dx.State.DONE)])
    card = dx.evaluate(plan, dx.Figures.of(()), at=2025, reports=told)
    assert card.counts == {"achieved": 1, "no_data": 3}
    assert card.tasks.counts == {"no_data": 9}


def test_the_department_was_merged(plan):
    card = dx.evaluate(plan, dx.Figures.of(()), at=2025)
    assert "Sở Thông tin và Truyền thông (nay là Sở Khoa học và Công nghệ)" in card.tasks[
        "list-initiatives"
    ].say_duties("vi")
