"""Given names with the forms that people go by."""

from bench.data.labelled.draw import Weighted, falling

WOMEN = (
    "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra "
    "Margaret Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon "
    "Laura Cynthia Dorothy Amy Kathleen Angela Shirley Brenda Emma Anna Pamela Nicole Samantha Katherine "
    "Christine Helen Debra Rachel Carolyn Janet Catherine Heather Diane Olivia Julie Joyce Victoria Ruth "
    "Virginia Lauren Kelly Christina Joan Evelyn Judith Andrea Hannah Megan Cheryl Jacqueline Martha "
    "Madison Teresa Gloria Sara Janice Ann Kathryn Abigail Sophia Frances Jean Alice Judy Isabella Julia "
    "Grace Amber Denise Danielle Marilyn Beverly Charlotte Natalie Theresa Diana Brittany Doris Kayla "
    "Alexis Lori Marie Bonnie Connie Peggy Ellen Rosemary Tammy Eleanor Wendy Vivian Gail Sylvia Audrey "
    "Marjorie Claire Edith Valerie Phyllis Irene Lucille Naomi Harriet Josephine Constance Miriam "
    "Bernadette Winifred Cordelia Ingrid Philippa Rosalind Gwendolyn"
).split()
MEN = (
    "James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew "
    "Anthony Mark Donald Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Ronald Jason Edward "
    "Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel "
    "Gregory Alexander Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron Henry Douglas Adam Peter "
    "Nathan Zachary Walter Kyle Harold Carl Jeremy Gerald Keith Roger Arthur Lawrence Terry Christian "
    "Sean Austin Ethan Noah Albert Joe Willie Jesse Billy Bruce Ralph Roy Louis Eugene Russell Philip "
    "Randy Vincent Bobby Howard Leonard Stanley Theodore Clarence Francis Frederick Martin Wayne Dale "
    "Glenn Norman Curtis Melvin Herbert Clifford Edgar Wesley Calvin Bernard Milton Sidney Lloyd Gordon "
    "Everett Chester Nathaniel Reginald Lowell Ignatius Thaddeus"
).split()
RARE = tuple(
    f"{opening}{ending}"
    for opening in "Ja La Sha Tre Mar De Bri Kay Zan Eli Ari Jo Ty Cal Ro Lu Ha Na Ki Wil".split()
    for ending in "lyn ven relle dan nita sha lee mina ton vell rick len mar dra bel nor thea sen".split()
)
SPANISH_WOMEN = (
    "María Guadalupe Ana Rosa Carmen Juana Sofía Lucía Elena Teresa Isabel Gabriela Verónica Leticia "
    "Marisol Beatriz Inés Consuelo Dolores Xochitl"
).split()
SPANISH_MEN = (
    "José Luis Juan Carlos Jesús Miguel Antonio Francisco Jorge Pedro Manuel Alejandro Rafael Javier Raúl "
    "Fernando Andrés Ramón Ángel Héctor Alberto Alfredo Armando Arturo César Diego Eduardo Emilio Enrique "
    "Ernesto Felipe Gerardo Gilberto Guillermo Gustavo Hugo Ignacio Ismael Jaime Joaquín Julio Marcos "
    "Mario Martín Óscar Pablo Ricardo Roberto Rubén Salvador Sergio"
).split()
ASIAN_WOMEN = (
    "Linh Mai Thuy Wei Mei Jin Min Priya Anjali Yuki Fatima Soo Hana Lan Ying Aisha Divya Grace".split()
)
ASIAN_MEN = (
    "Minh Tuan Hung Wei Jun Hao Sanjay Raj Kenji Hiro Ahmed Omar Arjun Sung Dae Vinh Amit David".split()
)

_FORMS = """
Patricia Pat Patty Trish; Jennifer Jen Jenny; Elizabeth Liz Beth Betsy Betty Eliza; Barbara Barb
Barbie; Susan Sue Susie; Jessica Jess Jessie; Margaret Maggie Peggy Meg Marge; Kimberly Kim; Deborah
Deb Debbie; Debra Deb Debbie; Stephanie Steph; Rebecca Becky Becca; Cynthia Cindy; Dorothy Dot
Dottie; Kathleen Kathy Kate; Angela Angie; Pamela Pam; Nicole Nikki; Samantha Sam; Katherine Kate
Kathy Katie; Christine Chris Chrissy; Catherine Cathy Kate Cat; Victoria Vicki Tori; Virginia Ginny;
Christina Tina Chris; Judith Judy; Megan Meg; Jacqueline Jackie; Teresa Terry Tess; Theresa Terry
Tess; Kathryn Kathy Kate; Abigail Abby; Frances Fran; Isabella Bella; Amanda Mandy; Sandra Sandy;
Linda Lindy; Melissa Missy; Danielle Dani; Rosemary Rosie; Eleanor Ellie Nora; Constance Connie;
Josephine Jo Josie; Gwendolyn Gwen; Winifred Winnie; Philippa Pippa; Alexis Lexi; Natalie Nat;
Valerie Val; Marjorie Marge; Martha Marty; Mary Molly; Ann Annie; Sarah Sally; James Jim Jimmy
Jamie; Robert Bob Rob Bobby Bert; John Jack Johnny; Michael Mike Mick; David Dave Davy; William Bill
Will Billy Liam; Richard Rick Dick Rich; Joseph Joe Joey; Thomas Tom Tommy; Christopher Chris Kit;
Charles Charlie Chuck; Daniel Dan Danny; Matthew Matt; Anthony Tony; Donald Don Donnie; Steven
Steve; Andrew Andy Drew; Joshua Josh; Kenneth Ken Kenny; Timothy Tim; Ronald Ron Ronnie; Edward Ed
Eddie Ted Ned; Jeffrey Jeff; Jacob Jake; Nicholas Nick; Jonathan Jon; Stephen Steve; Lawrence Larry;
Benjamin Ben; Samuel Sam; Gregory Greg; Alexander Alex Xander; Patrick Pat; Raymond Ray; Gerald
Jerry; Douglas Doug; Peter Pete; Nathan Nate; Zachary Zach; Walter Walt; Harold Hal Harry; Arthur
Art; Albert Al Bert; Jesse Jess; Louis Lou; Eugene Gene; Russell Russ; Philip Phil; Vincent Vince;
Leonard Len; Stanley Stan; Theodore Ted Theo; Francis Frank; Frederick Fred Freddy; Wesley Wes;
Clifford Cliff; Nathaniel Nate Nat; Reginald Reggie; Henry Hank Harry; Francisco Paco; José Pepe;
Guadalupe Lupe; Jesús Chuy; María Mari; Gabriela Gaby; Antonio Tony
"""
FORMS: dict[str, tuple[str, ...]] = {
    words[0]: tuple(words[1:]) for words in (line.split() for line in _FORMS.replace("\n", " ").split(";"))
}
"""The forms that a person of this name may go by."""

_COMMON = {"f": Weighted(WOMEN, falling(len(WOMEN), 0.55)), "m": Weighted(MEN, falling(len(MEN), 0.55))}
_SPANISH = {
    "f": Weighted(SPANISH_WOMEN, falling(len(SPANISH_WOMEN), 0.6)),
    "m": Weighted(SPANISH_MEN, falling(len(SPANISH_MEN), 0.6)),
}
_ASIAN = {
    "f": Weighted(ASIAN_WOMEN, falling(len(ASIAN_WOMEN), 0.4)),
    "m": Weighted(ASIAN_MEN, falling(len(ASIAN_MEN), 0.4)),
}
RARE_ONES = Weighted(RARE, falling(len(RARE), 0.4))
BY_ORIGIN = {"common": _COMMON, "spanish": _SPANISH, "asian": _ASIAN}
