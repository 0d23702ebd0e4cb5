"""Names of nobody in particular, in many scripts, a few of them very common and most of them rare."""

from collections.abc import Sequence
from random import Random

from app.sample.domain import words

OPENINGS = (
    "Al Ander Bar Ber Bol Bran Car Cas Dal Dem Dor El Fal Fen Gar Gro Hal Har Hol Jan Kal Kel Lan Lar Lin "
    "Mal Mar Mon Nor Ol Par Pel Ro Ras San Sel Sten Tam Tor Ul Val Ver Wal Wen Win Zan Zel"
).split()
MIDDLES = ("a", "ba", "de", "den", "e", "el", "en", "er", "ga", "i", "ka", "le", "li", "man", "mo", "ni", "o")
ENDINGS = (
    "berg bert by cki dal dez dottir ez field ford gaard håll ić ini ino land ley lund man mann nen ní oglu "
    "ová quist rez sen ski son ström ton vá ville well wicz ya"
).split()
SURNAMES = tuple(f"{first}{middle}{last}" for first in OPENINGS for middle in MIDDLES for last in ENDINGS)

SCRIPTS: tuple[tuple[Sequence[str], Sequence[str]], ...] = (
    (
        "Анна Борис Вера Дмитрий Елена Иван Мария Николай Ольга Сергей Татьяна Юрий".split(),
        "Беляева Волков Громова Егоров Зайцева Иванов Козлова Морозов Новикова Орлов Петрова Соколов".split(),
    ),
    (
        "Αλέξανδρος Δήμητρα Ειρήνη Γιώργος Κατερίνα Μαρία Νίκος Σοφία".split(),
        "Αντωνίου Γεωργίου Δημητρίου Ιωάννου Νικολάου Παπαδόπουλος Χριστοδούλου".split(),
    ),
    (
        "أحمد خالد زينب عمر فاطمة ليلى محمد مريم نور يوسف".split(),
        "الأحمد الحسن الخطيب العلي المصري النجار حداد سليمان منصور".split(),
    ),
    ("אורי דוד יעל מיכל נועה רחל שרה".split(), "ביטון כהן לוי מזרחי פרידמן פרץ".split()),
    (
        "伟 芳 娜 敏 静 丽 强 磊 洋 艳 勇 杰 涛 明 超 秀英 建国 小红".split(),
        "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱".split(),
    ),
    (
        "太郎 花子 健 翔 陽菜 美咲 さくら 大輔 直樹".split(),
        "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林".split(),
    ),
    ("민준 서연 지우 하은 도윤 지훈 수빈 예진".split(), "김 이 박 최 정 강 조 윤 장 임".split()),
    ("अमित आशा दीपक नेहा प्रिया राहुल सुनीता विक्रम".split(), "शर्मा वर्मा गुप्ता सिंह पटेल जोशी मेहता".split()),
    ("สมชาย สมหญิง มาลี วิชัย สุดา".split(), "ใจดี รักไทย สุขสันต์ ทองดี".split()),
)


def pick(chance: Random, of: Sequence[str], skew: float = 2.2) -> str:
    """One of a list whose first are common and whose last are rare."""
    return of[int(len(of) * chance.random() ** skew)]


def personal(chance: Random) -> tuple[str, str]:
    """A first and a last name of one script; six of seven are in Latin letters."""
    if chance.random() < 0.86:
        common = chance.random() < 0.35
        return pick(chance, words.FIRST, 1.3), pick(chance, words.LAST if common else SURNAMES)
    given, family = SCRIPTS[int(len(SCRIPTS) * chance.random())]
    return chance.choice(given), chance.choice(family)


def organization(chance: Random) -> str:
    """The name of an organization that does not exist."""
    first = (
        pick(chance, SURNAMES, 1.2) if chance.random() < 0.6 else pick(chance, words.ORGANIZATION_FIRST, 1)
    )
    return f"{first} {pick(chance, words.ORGANIZATION_LAST, 1)}"
