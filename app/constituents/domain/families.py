"""Families of given names: spellings, short forms and diminutives under the name they stand for.

A word may belong to several families: Chris is Christopher or Christine. Names of different families are
different names, whatever they look like: Marie is not Margaret. Only what is common is here.
"""

from functools import cache

_FAMILIES = """
aaron: ron ronnie aron; abdullah: abdallah abdulla bdllh; abigail: abby abbie abbey abigale gail; abraham:
abe abram bram ibrahim; adam: ad; adelaide: addie adele adeline della heidi; agnes: aggie nessie inez;
ahmed: ahmad ahmet hmd achmed; aisha: ayesha aysha aicha; alan: allan allen al alun; albert: al bert bertie
alberto; alberto: beto berto; aleksei: alexei alexey aleksey alyosha lyosha oleksii; alexander: alex alec
sandy xander lex sasha sascha alexandre alejandro aleksandr alessandro alexandr sandro; alexandra: alex
alexa alexis sandy lexi lexie sasha sascha alejandra aleksandra alexandria alessandra; alfred: al fred alf
alfie freddy alfredo; ali: ly aly; alice: allie ali alicia alyce alisa elisa; alison: allison ali allie
alyson allyson; amanda: mandy manda; amelia: amy millie emilia milly mia; anastasia: nastya stacy ana;
andrea: andi andie drea; andrew: andy drew andre andreas andres andrei andrey andrzej; andrij: andriy andrii
andrei andrew; angela: angie angelina angel; ann: nan anna anne annie anny nanny nina ana anya annika ania;
anthony: tony antony ant antonio anton antoine; antonia: toni tonya antoinette; antonio: tono toni; arthur:
art artie arturo; barbara: barb barbie babs bobbie barbra basia; barnaby: barney barnabas; bartholomew: bart
bartek; beatrice: bea trixie beatrix bee beatriz; benjamin: ben benny bennie benji benjy; bernadette: bernie
detta; bernard: bernie barney bernardo bernhard; bertha: bertie; beverly: bev beverley; bradford: brad;
bradley: brad; brenda: bren; brian: bryan bryant brion; bridget: biddy bridie brigitte brigid birgit
brigitta; calvin: cal; cameron: cam; camilla: cammie millie camille camila; carl: karl carlo karel; carmen:
carmela; carol: carrie carole caryl carroll; caroline: carrie carol carolyn caro carolina karoline carolyne;
cassandra: cass cassie sandy kassandra; catherine: katherine kathryn cathryn katharine catharine cathy kathy
kate katie katy kat kit kitty cate cathie kathie katrina kathleen cathleen trina katarina kay kaye catalina
ekaterina yekaterina katya katia kasia; cecilia: cissy celia cecily ceil cecile; charles: charlie chuck chas
charley carlos chip chaz carlo; charlotte: lottie charlie char lotte lotta charlene carlotta; chester: chet;
christian: chris kris christiaan kristian; christina: chris christine chrissy tina christy kristina kristine
kristy kristi kris christie christi crissy cristina tine kirsty christa; christopher: chris kit topher
christoph kristopher kris christy cristobal kristoffer christophe; clara: claire clair clare klara;
clarence: clay; clifford: cliff; clifton: cliff; clinton: clint; concepcion: concha conchita; constance:
connie; consuelo: chelo; cornelia: corrie nelly nellie; cornelius: con neil connie; courtney: court;
crystal: chris krystal christal; curtis: curt kurt; cynthia: cindy cyndi cyndy cindi; daniel: dan danny
dannie danilo; danielle: dani ella danni daniela daniella; david: dave davy davey davie dvd; dean: dino;
deborah: debra deb debbie debby debora debi; delores: dolores dee lola della; denise: denny dee; dennis:
denny den denis; derek: rick ricky derrick derick dirk; diana: diane dianne di dianna dee; dmitry: dima
dmitri dimitri dmitriy dimitrios dmytro; dolores: lola delores; dominic: dom nick dominick domenic; donald:
don donny donnie; donna: dona; dorothy: dot dottie dotty dolly dorothea dora thea dee; douglas: doug;
duncan: dunc; dwayne: duane dwain; edgar: ed eddie ned; edith: edie ede; edmund: ed eddie ned ted edmond;
eduardo: lalo; edward: ed eddie ned ted teddy eddy eduardo edouard eduard; edwin: ed eddie ned edvin;
eileen: ilene aileen; elaine: lainey lainie; eleanor: ellie nell nellie nora ella elinor eleanore elenor
lenore nelly lena; elena: lena helena yelena alyona; elijah: eli; elizabeth: liz beth betty bess bessie
betsy eliza lizzie lisa libby elisabeth ellie elsie liza lilibeth elise lizzy betsey bettie ella elsa lise
elspeth elisa liesel ilse; ellen: ellie nell nellie nelly; emily: em emmy millie emilie emilia; emma: em
emmy; enrique: quique kike; eric: erik rick ricky erick; erin: eryn; ernest: ernie ernst ernesto; esther:
essie hester ester; ethel: ettie; eugene: gene evgeny yevgeny eugenio; eugenia: genie gena evgenia; eva: eve
evie ava evita; evelyn: evie eve evelyne lynn; evgeny: yevgeny evgeni evgenii zhenya eugene; ezekiel: zeke;
fatima: fatma fatimah ftmh; felicia: fel felicity; ferdinand: ferdie fernando fred; florence: flo flossie
florrie; frances: fran fannie fanny franny francie frankie sissy francesca francisca francine; francis:
frank fran frankie franz francisco francesco francois paco pancho; francisca: paca paquita; franklin: frank
frankie; franz: franziskus; frederick: fred freddie freddy frederic fredrick rick federico fredric;
friedrich: fritz fred friedel; gabriel: gabe; gabriella: gabby ella gabrielle gabriela gaby; gary: garry;
genevieve: gen jenny eve viv ginny gena; geoffrey: geoff jeff jeffrey jeffery jeffry godfrey; george:
georgie jorge georg jerzy giorgos georgios; georgia: georgie georgina georgiana gina; gerald: gerry jerry
geraldo; geraldine: gerry jerry geri dina; gerard: gerry jerry gerhard gerardo; gertrude: trudy gert gertie
trude; gilbert: gil bert gilberto; giovanni: gianni gino vanni; gloria: glory; grace: gracie graciela;
gregory: greg gregg grigory gregor gregorio; guadalupe: lupe lupita; gwendolyn: gwen wendy gwendoline;
hannah: hanna hanne johanna; harold: hal harry harald hank; harriet: hattie harriett; hasan: hassan hsn;
heather: hettie; helen: nell nellie helena helene lena nelly eleni ella; henrietta: etta hettie hattie
retta; henry: hank harry hal henri heinrich enrique hendrik henrik; herbert: herb bert bertie; herman:
hermann manny; hilary: hillary; howard: howie; hubert: bert hubie; hugh: hughie hugo huw; hussein: hussain
husein husain hosein hsyn; ian: iain; ibrahim: brhym; ignacio: nacho ignatius; immanuel: manny emmanuel
manuel emanuel manolo; irene: irena irina ira; isaac: zeke ike zac isaak; isabella: isabel bella izzy
isabelle belle ysabel isobel bell; isidore: izzy isidro; ivan: vanya; jacob: jake jakob jack; jacqueline:
jackie jacqui jacquelyn jaqueline jacquelin; james: jim jimmy jamie jem jimmie jas jaime; jane: janey janie
jayne jenny jan; janet: jan jenny janette; janice: jan janis; jason: jay jayson; jean: jeannie jeanne jeanie
jeanette gene; jeanette: jeannette nettie jean jan; jennifer: jen jenny jenn jenni jennie jenna; jeremiah:
jerry jem; jeremy: jerry jem jez; jerome: jerry; jesse: jess jessie; jessica: jess jessie; jesus: chuy;
jill: jillian gillian gill; joan: joanie jo; joanna: jo joanne joann johanna jody; johannes: hans johann
johan hannes jan jens; john: jack johnny jon johnnie jock juan jonny; jonathan: john jon johnathan jonny
jonathon johnathon; jorge: coque; jose: pepe chepe joe; joseph: joe joey jo jos jose josef pepe giuseppe
josip yosef yusuf jozef; josephine: jo josie josey jody joey fifi josefina pepita; joshua: josh; joyce: joy;
juanita: nita; judith: judy judi jude judie; julia: julie jules juliet giulia juliana julianne juliette
yulia yuliya iuliia yuliia; julian: jules; julius: jule julio; jurgen: juergen; justin: jus; karen: karin
kari karyn; katelyn: kate katie caitlin kaitlyn kaitlin katy caitlyn; kateryna: ekaterina katerina katya
catherine; keith: kei; kenneth: ken kenny kennie; kevin: kev; khalid: khaled khld; kimberly: kim kimmy
kimberley kimberlee; kristen: kristin kirsten kris kristy krista; laura: lori lora lolly loretta laure;
lauren: laurie lori ren loren; lawrence: larry laurence lars lorenzo loren laurie lawrie lorne lorenz; lee:
leigh; leo: leon lev leonardo leopold; leonard: len lenny leo lennie leon leonardo; leroy: roy lee; leslie:
les lesley; lillian: lily lil lilly lilian lillie liliana; linda: lindy lyn lynn lyndy lynda lin; lois: lo;
lorraine: lori rainey laraine; louis: lou louie lewis luis luigi ludwig; louise: lou lulu luisa louisa;
lucas: luke luca lukas luc; lucille: lucy lu lucia lucinda cindy; lucy: lou lu lucia lucie; lydia: liddy
lidia; lynn: lyn lynne lin; mackenzie: mac kenzie; madeline: maddie maddy madeleine madelyn lena mady;
magdalena: lena magda maggie; malcolm: mal; marcia: marsha marcy; marcus: mark marc marco marcos; margaret:
maggie peggy peg marge margie madge greta rita margo daisy maisie margarita gretchen margot margret gosia
margarete maggy mamie mags marguerite meg; maria: mia maryam mariah mara masha marija ria maryia; marian:
marion marianne maryann; marilyn: lyn lynn marylin marilynn; marjorie: marge margie marjory jorie; mark:
marc marco marek markus; martha: marty mattie patty marta; martin: marty martyn marcin; martina: tina marty;
mary: molly polly maria marie mamie mae may mitzi moll; maryam: mrym mariam; mathilda: tilly matilda mattie
tillie maud; matthew: matt matty mat mathew mateo matthias mattie matteo matthieu mateusz; maureen: mo;
maurice: morris moe maury mo morrie mauricio; maximilian: max maxim; maxwell: max; megan: meg meghan meagan;
melanie: mel; melissa: mel missy lissa mellie millie; melvin: mel; mercedes: merche sadie; meredith: merry;
michael: mike mick mickey mikey micky miguel michel mikhail misha mischa mich mitch mickie micheal mikael
michal; michelle: shelly mickey shell chelle michele shelley miki micki; mikhail: misha michael; mildred:
millie milly; minerva: minnie; miranda: randi mandy; miriam: mitzi mimi; mitchell: mitch; mohammed: muhammad
mohamed mohammad muhammed mohamad mohd moe mo mhmd mehmet; monica: mona monika monique; morgan: mo; moses:
moe mo moshe; mustafa: mstfa mostafa; mykhailo: mikhail misha; mykola: nikolai nicholas; nadine: nadia dina;
nancy: nan nance; natalie: nat natalia talia nattie natasha nathalie natalya nataliya nataliia; nathan: nate
nat jonathan; nathaniel: nate nat nathan nathanael; nicholas: nick nicky nicolas niko klaus nik nico nikolai
kolya colin nicola nikolaos claus nikos; nicole: nicky nikki nicki nicola colette nic; nikolai: nikolay
kolya nikolaj; norbert: bert norb; norma: normie; norman: norm; oleksandr: alexander sasha; oleksandra:
alexandra sasha; olena: elena yelena helen; olga: olya; olha: olga; olive: ollie livia; oliver: ollie oli
noll olivier; olivia: liv livvy livia libby; omar: umar omer; oscar: oskar; oswald: oz ozzie; pamela: pam
pammy pamella; patricia: pat patty trish tricia patsy patti trisha tish pattie rickie; patrick: pat paddy
rick ricky padraig patricio patsy; paul: paulie pablo paolo pavel pauly pawel; paula: pauline polly paulina
paulette; pavel: pasha; pearl: pearlie; penelope: penny pen nell; percival: percy; perry: peregrine; peter:
pete pedro pierre piotr petr pieter petros; philip: phil phillip pip felipe philippe filip flip; phyllis:
phil phyl; priscilla: cilla prissy; prudence: pru prue; rachel: rae rachael shelly ray raquel shelley;
rafael: rafa; ralph: rafe rolf; ramon: mon moncho; randall: randy; raphael: raf rafael rafi rafa; raymond:
ray raymundo ramon; rebecca: becky becca beck reba bex rebekah beckie becka; refugio: cuca; regina: gina
reggie reg queenie; reginald: reg reggie rex ron; rene: renee; reuben: ruben rube; richard: rick dick rich
richie ricky rico ric rickie ricardo dickie ritchie; robert: bob rob bobby robbie bert robin roberto bobbie
robby rab; roberta: bobbie robin bobby berta; roberto: beto berto; roderick: rod rick roddy rodrigo; rodney:
rod roddy; roger: rodge rog rodger; roland: rollie rowland rolando orlando rolly; ronald: ron ronnie ronny
ronaldo; rosalind: roz rosie ros rosalyn; rosario: charo chayo; rose: rosie rosa rosalie rosita; rosemary:
rosie rose romy rosemarie; roxanne: roxie roxy roxana; rudolph: rudy rudolf dolph rolf rudi; russell: russ
rusty; ruth: ruthie; salvatore: sal salvador sam; samantha: sam sammy mantha; samuel: sam sammy samson;
sandra: sandy sondra; sarah: sally sara sadie sal zara sari srh; sean: shaun shawn; sebastian: seb basti
bastian; selma: anselma; sergei: sergey serge sergio serhii serhiy; seth: set; sharon: shari sherri sherry
sharyn; sheila: shelagh sheelah; shirley: shirl sherry; sidney: sid sydney; siegfried: siggi sigi; simon: si
simeon; solomon: sol solly; sophia: sophie sofia sonia sonya sophy zofia zosia; stanley: stan stanislav
stanislaw; stephanie: steph stephie steffi stefanie stephany fannie stefania annie; stephen: steve steven
stevie stephan stefan esteban etienne stefano steffen steph; stuart: stu stewart; susan: sue susie suzy
suzanne suzie susanna susannah sukie zsuzsa susana suz sanna suzanna; svetlana: sveta lana; sylvia: silvia
sylvie; tabitha: tabby; tamara: tammy tami tamar; tatiana: tatyana tanya tania tetiana tetyana; terence:
terry terrance terrence; teresa: theresa terry tess tessa therese terri terrie terese reese resi; thaddeus:
thad tad ted; theodora: dora thea theo; theodore: theo ted teddy theodor todor fedor fyodor ned; thomas: tom
tommy thom tomas tam thos tomasz; timothy: tim timmy; tobias: toby tobi; tracy: tracey tracie; ulrich: uli;
ursula: ursa uschi sula; valentina: val valya; valerie: val valeria vallie; vanessa: nessa vannie; vera:
verochka; veronica: ronnie roni vera nica veronika ron; vicente: chente; victor: vic vik viktor vittorio;
victoria: vicky vicki vikki tori vickie viktoria vic toria; vincent: vince vinnie vin vinny vincenzo
vicente; viola: vi; violet: vi vio; virginia: ginny ginger gina jinny virgie; vivian: viv vivien vivienne;
vladimir: vlad vova volodya; volodymyr: vladimir volodya; walter: walt wally wat walther; wendy: wen;
wesley: wes; wilfred: will wilf fred wilfrid; wilhelmina: mina minnie billie willa wilma; william: bill will
billy willy willie liam wm wil bil guillermo guillaume willem wilhelm wills; winifred: winnie freda win
fred; winston: win; wolfgang: wolf; xavier: javier; yevhen: evgeny eugene; yolanda: yoli; yury: yuri yuriy
iurii; yusuf: yousef youssef yosef josef ywsf yvsf; yvonne: vonnie evonne; zachary: zach zack zak zac
zachariah zachery zackary
"""


@cache
def _roots() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for family in _FAMILIES.split(";"):
        root, _, forms = family.partition(":")
        for name in (root.strip(), *forms.split()):
            found.setdefault(name, []).append(root.strip())
    return {name: tuple(dict.fromkeys(roots)) for name, roots in found.items()}


def families_of(name: str) -> tuple[str, ...]:
    """The names at the head of the folded name's families; none for a name that is not known."""
    return _roots().get(name, ())
