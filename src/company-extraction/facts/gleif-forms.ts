/**
 * Abbreviations of legal forms of every jurisdiction, in the spelling of `foldName`: GLEIF's list of entity legal
 * forms (ISO 20275), version 1.5 of 28 September 2023, open data. Written by `tools/write-legal-forms.ts`, which
 * says what it leaves out.
 */
export const GLEIF_FORMS: readonly string[] = `
a benefit corporation|a c|a limited partnership|a religious society|ab|abp|adsic|ag and co kgaa|ag and co ohg|agmsz|aie
aisbl|akc spol|amba|an incorporated limited partnership|ans|aps|as|asa|asbl|asbl dpu|assep|assoc|aus unt
ausl ag and ltd|ausl gen and gmbh|ausl rechtsform|banka a s|banka stat penaz ustav|bencom|benefit corporation|bhd
branch rc|bv bvba|bv cva|bv cvba|bv cvoa|bv gcv|bv lv|bv nv|bv pr|bv vof|bvba|bvba so|caisee populaire ltee
caisse populaire|caisse populaire limitee|cant publ co|cantonal administration|ccsda|cemix|cia ltda|cia s en c|cia sca
cic|clg|cncol|co operative|co operative and limited|co operative and limitee|co operative inc|co operative incorporated
co operative limited|co operative ltd|co opltd|comm v|comm va|communaute religieuse|community interest company|commv
compagnie de fiducie|compagnie de pret|compagnie fiduciaire|company co|condominium corporation|coop and sagl estero
coop and sarl etranger|cooperatie|corp|corp diritto pubb|corp droit public|corp publ co|corporation de fiducie
corporation de pret|corporation fiduciaire|cv pr|cva so|cvba|cvba pr|cvba so|cvoa cd|cvoa so|cyf
dac limited by guarantee|dac limited by shares|dd|de c v|distr publ co|district administration
district improvement company|doo|doplnkova dochod poist|druzstevny podnik pol|e gen|e k|e kffr|e kfm|ead|ebvba|ebvba so
eeig|ehf|einfache gesellsch|einzelfirma|eireli|eirl|ek|ek for|ekgmsz|electric membership corporation|enk|ent e
ent etrangere|ent pub cantonale|ent pub communale|ent pub corpor|ent pub district|ent pub federale|eood|epe|esv so
etspubli|europ zoskup hosp zaujm|europ zoskup uzem spol|ev|ewiv|fcr pyme|fed publ co|federal administration|fiamm|fmba
fo slob povolanie|fo slob povolanie v or|fo v rdis|fondpriv|foreign coop and ltd co|foreign enterprise
foreign legal nature|foreign plc|fz llc|gbhsz|gbr|gcw so|gen mbh|gen mubh|general partnership|ges mbh|gesbr|ggmbh|gie
gie fs|gmbh|gmbh and co kg|gmbh and co kgaa|gmbh and co ohg|gmbh ug|gmuhgb|gruppo consortile|guarantee ltd|guhsz|gvorp
hb|hf|hsz|i and ps|imp pubb cantonale|imp pubb comunale|imp pubb corpora|imp pubb distretto|imp pubb federale|imp str
ina org verejnej spravy|inc|inc co|inc limited|incorporated|incorporated limited partnership
incorporated limited partnerships|incorporation|incorporee|indigenous corporation|individually owned co
ine prac vysokej skoly|inst droit public|inst off recht|int organisation|internat org|invag|ist dir pubblico|ivs|ivzw
jdoo|jed zboru ochrany zel|jedn stat zel tech ins|jednoducha spol na akcie|jednot zel sprav uradu|kb|keg|kft|kgaa
kgaa and co kg|kgaamsz|kht|kkt|koll sti|kollektivgesellsch|kom spol|kom sti|kommandit ag|kommandit kapitalanlagen
kommanditgesellsch|kommg|kompani e huaj|ks|l 3 c|l p|l3c|la paroisse catholique ukrainienne de|ldc limited|ldc ltd
ldt part coll invest|liability company|liability ltd|liability partnership|limited|limited by guarantee|limited company
limited company and limited by guarantee|limited cooperative|limited cooperative association|limited corp
limited liability co|limited liability company|limited liability limited partnership|limited liability partnership
limited liabilty company|limited or ltd|limited partnership|limitee|limted partnership|llc|llc llc lc l c|lllp|llp
loc publ co|local administration|low profit limited liability company|lp|ltd|ltd co|ltd co op|ltd incorporated
ltd liability co|ltd liability company|ltd partnership|ltd sti|ltda|ltee|medzinar org a zdruz|mtu|natura guiri estera
nature jur etran|nezisk org poskyt vseob prosp sluzby|no liability|nuf|nv|nv pr|nv so|nyrt|o r ag|obec mesto o m urad
obl org jednotka csd|oblast zavod poistovne|odstepny zavod v or|off rechtl korp|off unt bezirk|off unt bund
off unt gemeinde|off unt kanton|off unt korp|ofrgmbh|og|ohg|ohg mbh|ohgmsz|ood|or co op|or inc
or ltd professional corporation or pc for those rendering professional services|org internationales|org internazionali
org jedn pol strany hn|org jednotka zdruzenia|org zlozka prisp org|orgen|orgmbh|orvohgza|ou|oy|oyj|partg|partg mbb
partnership general|pbc|pc|persero|perum|pgbhsz|pgmbh|pgmbhma|plc|pllc|pllp|pmbhsz|pobocka stat penaz ust
podnik alebo hosp zar|podnik so zahr maj uc|podnik zahr osoby org zlozka|poistovna a s|poistovna s p
polnohospodar druzstvo|power att|priv st|prof corp|professional corporation|professional corporation or pc
professional limited liability company|professional service corporation|professonal limited liability company
proprietary|proprietary limited|proprietary ltd|pt pma|pt pmdn|pte ltd|pty|pty limited|pty ltd|pub sec inst
public benefit corporation|public corporation|puc uc|pulc uc|pvt ltd|ragione individuale|raison individuelle
registered limited liability partnership|registered ltd|registered partnership having limited liability|reit ag|rlllp
rllp|rllp llp rllp llp|rntbc|rp io|rt|s a|s a de c v|s a de c v f i de c|s a de c v f i de o l|s a de c v f i de r v
s a de c v f i en i d|s a de cv afore|s a de cv siefore|s a s|s a s de c v|s agr|s and l|s c|s civil|s civil de r l
s com|s com p|s com p a|s com pap|s coop|s coop e|s coop p|s de r l|s de r l de c v|s de r l de i p de c v|s de rl mi
s de s s|s en c|s en c de c v|s en c por a|s en c por a de c v|s en cp|s ie|s r l|sa|sa de cv sofom enr
sa de cv sofom er|sa dom estero|sa dpu|sa fs|sa pi|sa pi b|sa pi de cv|sa pi de cv sofom er|sa rl s|sa sofom enr
sa sofom er|saa|sab|sab de cv|sab de cv sofom enr|sab sofom er|sac|sadom etran|sagl|samost prevadzkaren ou
samostatne podnikajuca fo|sapi de cv sofom enr|sapib de cv|sarl|sas|saspj|sau|sc de a p|sc de a p de c v|sc de rl de cv
sc dpu|sc sa|sc sagr|sc sca|sc scri|sc scrl|sc scs|sc snc|sc sprl|sca|sca fs|scarl|scc limited|scc ltd|sce|sce i
sce selskab|sci|scl de cv|scomm|scp|scpa|scr pyme|scri cp|scri fs|scrl|scrl dpu|scrl fs|scs|scs fs|sd s ie|sdn bhd
se selskab|secs|secsp|senc|sencrl|separate limited partnership|separate limited partnerships|sepcav|shpk|shr rolnik
shr rolnik v or|sia|sicaf|sicav|simple co|ska|slf|slhf|sll|slne|slp|slu|smba|snc|snc fs|soc col|soc com investimenti
soc com investissement|soc com per azioni|soc comm action|soc coop|soc en commandite|soc in accomandita
soc nom collectif|soc nome collettivo|social zdrav poistovna|societa cooperativa|societe
societe a responabilite limitee|societe de pret|societe dinteret communautaire|societe en commandite|societe fiduciaire
sole proprietor|sp j|sp k|sp p|sp z oo|spa|spbllc|spec org jednotka csd|spol kom na akcie|spol s r o
spolocenstva vlastnikov|spolocna zauj org druz|spr de rl de cv|sprl|sprl fs|sprlu|sprlu fs|spv ltd|spv spc|srl|srl dpu
srl semplificata|srls|stat hosp org riad okr|stiftung and co kg|stiftung and co kgaa|suarl|succ rc
svojpomoc poln druzstvo|tbk|the ukrainian catholic parish of|trustco|trustee company|trustee corp|trustee corporation
uab|ucelova org jedn csd|ucelova zahr obch org|ug haftungsbeschrankt|ug haftungsbeschrankt and co kg ag and co kg|ukeig
ulc|ulc uc|unlimited company|unltd|ver obch spol|verejnoprav institucia|vof|vof so|vvzrl|vzw|vzw pr|wivmsz
zahr kul inf strediska|zahranic osoba fyzicka|zahranic osoba pravnicka|zastup org inych statov|zastup zahr prav osoby
zaujm zdruz prav osob|zaujmova org druzstiev|zaujmove zdruz fyz osob|zaо|zdruz medzinar obchodu|ziv a shr rolnik
ziv a shr rolnik v or|ziv a sl povolanie|ziv a sl povolanie v or|zivnostnik|zivnostnik v or|zrg ag|zrg ekg|zrg kgaa
zrg lg|zrg ohg|zrt|zvggbh|zvggugch|zvgpgbh|zweig hr|εοος|аат|ад|адсиц|дззд|доо|дп|еад|ед|екд|еоии|еоод|ет|зао|зат|кд
кда|оао|од|одо|оод|ооо|пр|с ие|сд|тda|таа|тда|уп|јп|توصية بسيطة|ذمم|شمخ|شمع|لا تهدف لتحقيق الربح|有限公司|無限公司
`
  .trim()
  .split(/[|\n]/);

/** Short ones of the same list as it prints them; in other letters they are ordinary words as often. */
export const PRINTED_GLEIF_FORMS: readonly string[] = `
AA|AAM|AAT|ABV|AC|AEIE|AGes|APB|ARL|AVV|AÜ|BAB|BBL|BRF|BRL|CB|CLF|CRA|CRC|CSL|CVOA|DA|DBA|DP|DZZD|EB|ED|EESV|EGE|EGIU
EGIZ|EGTS|EHZS|EI|EKB|EKD|EKG|ELP|EMHÜ|EOOS|EP|EPP|ERL|ESV|ETBG|ETEY|EZHZ|EZIG|EoG|EØFG|FCP|FCR|FIE|FII|FIM|FKF|FOF|FP
FUP|GEIE|GELE|GIU|GaR|HÜ|IAP|IBC|ICAV|IIC|IK|IKE|IKS|ILP|ISBL|IVoG|IZW|JSO|JTD|KD|KDA|KF|KHF|KO|KÜ|LBG|LCA|LDC|LF|LG
LPRA|MB|MMC|MRL|NBS|NSH|OBA|ODO|OE|OEG|OFB|OFE|OFP|OI|ONG|ONP|OP|OPC|OWM|PCC|PDB|PFA|PFI|PLL|PP|PSC|PTC|PZO|PrSt|QSC|RA
RB|SACS|SARF|SCL|SCM|SCR|SCRI|SDC|SECA|SEZC|SGR|SHA|SII|SIZ|SLM|SOC|SP|SPC|SPF|SPR|SRC|SRCP|SRLL|SRLP|SSB|TP|TSF|TU|TUW
TÜ|TÜH|UAIM|UKS|UNP|UP|UÜ|VBA|VS|VVE|VVaG|VoG|VvE|WIV|ZAT|ZUB|anl|avv|cga|cpt|dno|dvz|gAG|gnS|ilp|jtd|kbe|kdd|osk|owm
stG|teo|tksz|vba|zbo|ÖE|そ|合|名|外|有|株|資
`
  .trim()
  .split(/[|\n]/);

/**
 * Ordinary words of the same list: forms where two words of the name stand before them (`Clay County Electric
 * Cooperative`).
 */
export const WORD_GLEIF_FORMS: readonly string[] = `
assn|association|chartered|chtd|co op|co op inc|co op incorporated|co op incorporee|co op limited|co op limitee
co op ltd|consorzio|coop|coop limited|coop ltd|cooperatif|cooperation|cooperative|cooperative inc
cooperative incorporated|cooperative limited|cooperative limitee|cooperative ltd|cooperative ltee|partnership|pool inc
pool incorporated|pool limited|pool ltd|ultd|unlimited
`
  .trim()
  .split(/[|\n]/);
