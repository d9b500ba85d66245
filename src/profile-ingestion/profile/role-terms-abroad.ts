import type { Role, RoleTerm } from './role-terms.js';

/**
 * Words by which titles name the three roles in Italian, Dutch, Polish, Swedish, Danish, Russian, Japanese, Chinese,
 * Turkish and Czech. Directors and chiefs of a field hold the role; managers and deputies of a part of it are near.
 * Patterns are written as people write and folded as `normalizeTitle` folds titles.
 */

/** Folds as titles are folded: no diacritics. `ł`, `ø` and `ı` are letters of their own and stay. */
const fold = (source: string): string => source.normalize('NFKD').replace(/\p{M}/gu, '');
/** Whole words of a script with spaces. */
const words = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${fold(source)})(?![\\p{L}\\p{N}])`, 'u');
/** Characters of a script without spaces. */
const signs = (source: string): RegExp => new RegExp(fold(source), 'u');

type More = Pick<RoleTerm, 'unless'>;
const exact = (pattern: RegExp, weight: number, more: More = {}): RoleTerm => ({ match: 'exact', pattern, weight, ...more }); // prettier-ignore
const near = (pattern: RegExp, weight: number, more: More = {}): RoleTerm => ({ match: 'near', pattern, weight, ...more }); // prettier-ignore

/** A technical director of a team is its trainer, of a stage the head of its technicians. */
const SPORT_OR_STAGE = new RegExp(
  fold(
    'calcio|sportiv|squadra|teatro|voetbal|theater|teater|piłk|sport|fotboll|fodbold|futbol|футбол|театр|спорт|kulüb|divadl|fotbal|サッカー|足球|俱乐部',
  ),
  'u',
);
const TECHNICAL = { unless: SPORT_OR_STAGE };
/** Fields that are a part of IT and not its whole: `IT-beveiliging`, `IT projekty`. */
const PART =
  '(?! ?(?:security|sicurezza|beveiliging|projec\\p{L}*|projekt\\p{L}*|proyekt\\p{L}*|support\\p{L}*|infrastru\\p{L}*|operations|audit\\p{L}*|sikkerhed\\p{L}*|säkerhet\\p{L}*|bezpečnost\\p{L}*|bezpieczeństw\\p{L}*|безопасност\\p{L}*|проект\\p{L}*|güvenli\\p{L}*|ontwikkeling\\p{L}*|development|recruit\\p{L}*|sales|vendite|verkoop))';

const IT_LEAD = '(?:direttor[ei]|direttrice|responsabil[ei])(?: generale| centrale| esecutivo)?';
const IT_OF = '(?: (?:dei|delle|della|del|di|dell|per la|area|divisione|dipartimento|funzione))*';
const NL_LEAD = '(?:algemeen |adjunct )?(?:directeur|directrice|hoofd)(?: afdeling)?(?: van)?(?: de)?';
const PL_LEAD =
  '(?:dyrektor(?:ka)?|szef(?:owa)?|członek zarządu|członkini zarządu)(?: (?:zarządzający|generalny|wykonawczy|pionu|działu|departamentu|biura|obszaru))*(?: (?:ds|do spraw|d s))?(?: spraw)?';
const CS_LEAD = '(?:ředitel(?:ka)?|šéf(?:ka)?)(?: (?:pro|úseku|odboru|divize|sekce|oddělení))*';
const RU_LEAD =
  '(?:(?:исполнительный |генеральный |заместитель генерального )?директор(?:а)?|вице президент|руководитель|глава)(?: (?:департамента|дирекции|управления|службы|блока|направления|отдела))*(?: по)?(?: развитию)?';
const NORDIC_LEAD = '(?:chef|direktör|direktør|chief|ansvarig|ansvarlig)';

const CTO: readonly RoleTerm[] = [
  exact(words(`(?:direttore|direttrice) (?:tecnic[oa]|tecnologic[oa])(?: generale| di gruppo)?|(?:direttore|direttrice)${IT_OF} tecnologi[ae]|responsabile${IT_OF} tecnologi[ae]`), 0.8, TECHNICAL),
  near(words(`responsabile (?:tecnico|tecnologico|(?:dello )?sviluppo(?: software)?)|capo (?:dello )?sviluppo`), 0.45, TECHNICAL),
  exact(words(`technische? directeur|technisch directrice|technologie ?directeur|techniekdirecteur|technologisch directeur|${NL_LEAD} (?:technologie|techniek|technology)|technisch eindverantwoordelijke`), 0.8, TECHNICAL),
  near(words(`hoofd (?:software ?)?ontwikkeling|ontwikkelmanager|technisch manager`), 0.45),
  exact(words(`(?:dyrektor(?:ka)?|szef(?:owa)?|wiceprezes) (?:ds |do spraw )?(?:techniczn[yaie]\\p{L}*|technologiczn[yaie]\\p{L}*)|${PL_LEAD} (?:technologii|technicznych|techniki|technologicznych)`), 0.8, TECHNICAL),
  near(words('kierownik (?:techniczny|ds technologii|działu (?:rozwoju|programistycznego))|dyrektor (?:ds )?(?:rozwoju oprogramowania|inżynierii)'), 0.45),
  exact(words(`teknisk (?:direktör|direktør|chef)|teknik(?:chef|direktör|direktør)|teknologi ?(?:chef|direktör|direktør)|chef (?:för|for) (?:teknik|teknologi)|(?:direktör|direktør) (?:för|for) (?:teknik|teknologi)`), 0.75, TECHNICAL),
  near(words('utvecklingschef|udviklingschef|chef (?:för|for) (?:mjukvaruutveckling|softwareudvikling)'), 0.45),
  exact(words(`(?:главный )?технический директор|(?:исполнительный )?директор (?:по|департамента) технологи\\p{L}*(?: и инновациям)?|директор по технологическому развитию|директор по технике|вице президент по технологиям|технологический директор`), 0.85, TECHNICAL),
  near(words('(?:руководитель|директор|начальник)(?: отдела| департамента| по)? разработк\\p{L}*|технический руководитель|главный (?:инженер|технолог|архитектор)'), 0.45),
  exact(signs('最高技術責任者|最高技術担当責任者|技術統括責任者|技術担当(?:執行役員|取締役|役員)|取締役(?:技術|テクノロジー)本部長|技術本部長|技術最高責任者'), 0.85),
  near(signs('技術部長|開発部長|開発本部長|(?<!最高)技術責任者|エンジニアリング(?:部長|責任者|本部長)'), 0.5),
  exact(signs('首席技[术術]官|首席科技官|技[术術][总總][监監]|技術長|首席技[术術]執行官|首席技[术術]执行官|[总總]技[术術]官'), 0.9),
  near(signs('技[术術](?:副[总總]裁|副[总總]|[负負][责責]人|部[经經]理)|研[发發](?:[总總][监監]|副[总總]裁)|[总總]工程[师師]'), 0.5),
  exact(words(`(?:baş |grup )?teknoloji (?:direktörü|başkanı|sorumlusu)|teknolojiden sorumlu (?:genel müdür yardımcısı|yönetici|başkan|icra kurulu üyesi|direktör)|teknoloji genel müdür yardımcısı`), 0.85),
  near(words('teknik (?:direktör|müdür|direktörü|müdürü)|teknoloji müdürü|yazılım (?:geliştirme )?(?:direktörü|müdürü)'), 0.45, TECHNICAL),
  exact(words(`(?:technický|technická|technologický|technologická) ředitel(?:ka)?|${CS_LEAD} (?:technologií|technologie|techniky|techniku)`), 0.8, TECHNICAL),
  near(words('vedoucí (?:vývoje|technického (?:oddělení|úseku))|ředitel(?:ka)? vývoje'), 0.45),
]; // prettier-ignore

const CIO: readonly RoleTerm[] = [
  exact(words(`(?:direttore|direttrice)${IT_OF} (?:sistemi informativi|it|ict|informatic[oa]|information technology|tecnologie (?:dell )?informazion[ei]|servizi informatici)${PART}|${IT_LEAD}${IT_OF} sistemi informativi`), 0.85),
  near(words(`responsabile${IT_OF} (?:it|ict|informatic[oa]|servizi informatici)${PART}|capo (?:dell )?it`), 0.5),
  exact(words(`(?:it|ict|informatie|automatiserings) ?directeur|${NL_LEAD} (?:it|ict|informatica|automatisering|informatievoorziening|informatietechnologie|informatiesystemen|informatiemanagement)${PART}`), 0.85),
  near(words(`(?:it|ict) manager${PART}|manager (?:it|ict|informatievoorziening)${PART}`), 0.45),
  exact(words(`dyrektor(?:ka)? (?:it|ict|informatyczn\\p{L}*|informatyki)${PART}|${PL_LEAD} (?:it|ict|informatyki|informatycznych|informatyzacji|informacji i technologii|technologii informatycznych|technologii informacyjnych|systemów informatycznych)${PART}`), 0.85),
  near(words(`kierownik (?:działu )?(?:it|ict|informatyki)${PART}`), 0.45),
  exact(words(`it ?(?:chef|direktör|direktør)(?:en)?|(?:chef|direktör|direktør) (?:för|for) (?:it|informationsteknik|informationsteknologi|digitalisering och it)${PART}|informationsteknologi ?(?:chef|direktör|direktør)`), 0.85),
  near(words(`it ?${NORDIC_LEAD}|digitaliseringschef|digitaliseringsdirektör|digitaliseringsdirektør|it ansvarig|it ansvarlig`), 0.45),
  exact(words(`(?:ит|it|айти) директор|директор (?:по|департамента) (?:ит|it|информатизации|информационн\\p{L}* технологи\\p{L}*|информационн\\p{L}* систем\\p{L}*|цифровизации и ит)${PART}|${RU_LEAD} (?:ит|it|информационн\\p{L}* технологи\\p{L}*|информационн\\p{L}* систем\\p{L}*)${PART}`), 0.85),
  near(words(`начальник (?:отдела |управления |департамента )?(?:ит|it|информационн\\p{L}* технологи\\p{L}*|асу)${PART}|директор по (?:цифровой трансформации|цифровизации)`), 0.45),
  exact(signs('最高情報責任者|最高情報統括責任者|情報統括(?:責任者|役員)|情報システム(?:部門)?(?:部長|本部長|責任者|統括|担当役員|担当執行役員)|(?:it|ｉｔ)(?:部長|本部長|統括責任者|担当役員|担当執行役員)|情報担当役員'), 0.85),
  exact(signs('首席信息(?:官|技[术術]官|[总總][监監])|首席[资資][讯訊]官|[资資][讯訊]長|信息(?:技[术術]|化|系[统統])?[总總][监監]|[资資][讯訊](?:科技|技術|系統)?[总總][监監]|it ?[总總][监監]|it ?[负負][责責]人'), 0.9),
  near(signs('信息(?:中心|化办公室|技[术術]部)主任|信息(?:技[术術])?部(?:部[长長]|[经經]理)|it ?[经經]理|[资資][讯訊](?:部)?(?:經理|处长|處長)'), 0.5),
  exact(words(`(?:bilgi (?:teknolojileri|sistemleri|işlem)|bt|it)(?: grup| departmanı)? (?:direktörü|genel müdür yardımcısı|başkanı|grup başkanı)|bilgi teknolojilerinden sorumlu (?:genel müdür yardımcısı|yönetici|direktör)|baş bilgi (?:teknolojileri )?sorumlusu`), 0.85),
  near(words('(?:bilgi (?:teknolojileri|sistemleri|işlem)|bt|it) (?:müdürü|yöneticisi|koordinatörü|sorumlusu|daire başkanı)'), 0.5),
  exact(words(`(?:it|ict) ředitel(?:ka)?|${CS_LEAD} (?:it|ict|informatiky|informatiku|informačních technologií|informační technologie|informačních systémů|informační systémy)${PART}`), 0.85),
  near(words(`vedoucí (?:oddělení |odboru |úseku )?(?:it|ict|informatiky|informačních (?:technologií|systémů))${PART}|(?:it|ict) manažer(?:ka)?`), 0.5),
]; // prettier-ignore

const IT_SECURITY =
  '(?:(?:la )?(?:sicurezza(?: (?:delle|dell|dei|degli|di|it|ict))* (?:informatica|informazion[ei]|informazioni|dati|sistemi informativi|cibernetica|it|ict)|sicurezza (?:it|ict)|sicurezza informatica|cyber ?security|cyber ?sicurezza|cibersicurezza|information security))';
const NL_SECURITY = '(?:informatiebeveiliging|cyber ?security|cyberbeveiliging|it beveiliging|ict beveiliging|it security|information security)'; // prettier-ignore
const PL_SECURITY =
  '(?:cyber ?bezpieczeństwa|bezpieczeństwa (?:informacji|it|ict|informatycznego|teleinformatycznego|cybernetycznego|systemów)|cybersecurity|security)';
const NORDIC_SECURITY =
  '(?:informationssäkerhet|it säkerhet|cybersäkerhet|informationssikkerhed|it sikkerhed|cybersikkerhed)s?';
const RU_SECURITY = '(?:информационн\\p{L}* безопасност\\p{L}*|иб|кибер ?безопасност\\p{L}*|it безопасност\\p{L}*|ит безопасност\\p{L}*)'; // prettier-ignore
const CS_SECURITY =
  '(?:(?:informační|kybernetické|it|ict) bezpečnosti|bezpečnosti (?:informací|it|ict|informačních systémů)|kyber ?bezpečnosti|(?:informační|kybernetickou|it) bezpečnost|kyber ?bezpečnost)';

const CISO: readonly RoleTerm[] = [
  exact(words(`(?:direttore|direttrice|responsabile|capo)${IT_OF} ${IT_SECURITY}`), 0.85),
  exact(words(`(?:directeur|directrice|hoofd)(?: van| afdeling)? ${NL_SECURITY}`), 0.85),
  near(words(`(?:manager|coördinator) ${NL_SECURITY}|${NL_SECURITY} manager|informatiebeveiligingsfunctionaris|informatiebeveiligings ?(?:manager|coördinator)`), 0.45),
  exact(words(`${PL_LEAD} ${PL_SECURITY}`), 0.85),
  near(words(`(?:kierownik|menedżer|pełnomocnik)(?: zarządu)?(?: działu| zespołu)?(?: ds| do spraw)? ${PL_SECURITY}`), 0.45),
  exact(words(`${NORDIC_SECURITY} ?(?:chef|direktör|direktør)(?:en)?|(?:chef|direktör|direktør) (?:för|for) ${NORDIC_SECURITY}`), 0.85),
  near(words(`${NORDIC_SECURITY} ?(?:ansvarig|ansvarlig|samordnare|koordinator|manager)`), 0.45),
  exact(words(`${RU_LEAD} ${RU_SECURITY}`), 0.85),
  near(words(`(?:начальник|заместитель руководителя)(?: (?:отдела|управления|службы|департамента))* ${RU_SECURITY}|менеджер по ${RU_SECURITY}`), 0.5),
  exact(signs('最高(?:情報)?セキュリティ(?:統括)?責任者|情報セキュリティ(?:最高|統括|管理)責任者|情報セキュリティ(?:本部長|部長|担当役員|担当執行役員)|(?:サイバー)?セキュリティ統括責任者'), 0.85),
  near(signs('(?<!最高)情報セキュリティ(?:責任者|管理者|室長|課長|マネージャー)|サイバーセキュリティ(?:部長|責任者)'), 0.5),
  exact(signs('首席(?:信息|[资資][讯訊]|[网網][络絡])?安全官|(?:信息|[资資][讯訊]|[网網][络絡])安全[总總][监監]|[资資]安[长長]|[资資]安[总總][监監]|[资資][讯訊]安全長'), 0.9),
  near(signs('(?:信息|[资資][讯訊]|[网網][络絡])安全(?:[负負][责責]人|部?[经經]理|主管|部[长長])|[资資]安(?:主管|經理|经理)'), 0.5),
  exact(words('(?:bilgi|siber|it|bt) güvenli(?:k|ği)(?: grup| departmanı)? (?:direktörü|genel müdür yardımcısı|başkanı)|bilgi güvenliğinden sorumlu (?:genel müdür yardımcısı|yönetici|direktör)|baş bilgi güvenliği (?:sorumlusu|yetkilisi|görevlisi)'), 0.85),
  near(words('(?:bilgi|siber|it|bt) güvenli(?:k|ği) (?:müdürü|yöneticisi|lideri|sorumlusu)'), 0.5),
  exact(words(`${CS_LEAD} ${CS_SECURITY}`), 0.85),
  near(words(`(?:manažer(?:ka)?|vedoucí)(?: (?:oddělení|útvaru|odboru))? ${CS_SECURITY}`), 0.5),
]; // prettier-ignore

/** Terms of the ten languages; `ROLE_TERMS` has them after its own. */
export const TERMS_ABROAD: Readonly<Record<Role, readonly RoleTerm[]>> = { CTO, CIO, CISO };

/**
 * Words before a role that say it is over: `voormalig`, `бывший`, `元`. The Swedish `fd` is an office of its own before
 * `and`: `FD and CTO`.
 */
export const PAST_ABROAD = new RegExp(
  fold(
    '(?<!\\p{L})(?:ex|già|precedente|voormalig\\p{L}*|vroeger\\p{L}*|oud|były|była|dawny|tidigare|före detta|f ?d(?!.* and )|tidligere|forhenværende|бывш\\p{L}+|экс|прежн\\p{L}+|eski|önceki|bývalý|bývalá)(?!\\p{L})|(?:前(?!端)|原|元)(?:任)?$',
  ),
  'u',
);
/** Words for helpers of whoever holds a role, and for people who advise or seek one. */
export const HELPER_ABROAD = new RegExp(
  fold(
    '(?<!\\p{L})(?:segretari[ao]|assistente|consulente|consigliere(?! delegato| di amministrazione)|assistent\\p{L}*|secretaresse|adviseur|asystent\\p{L}*|sekretar\\p{L}*|doradca|stażyst\\p{L}*|rådgivare|rådgiver|sekreterare|sekretær|praktikant\\p{L}*|помощни\\p{L}+|ассистент\\p{L}*|секретар\\p{L}+|советник\\p{L}*|стажер\\p{L}*|asistan\\p{L}*|danışman\\p{L}*|sekreter\\p{L}*|stajyer|asistent\\p{L}*|poradce)(?!\\p{L})|アシスタント|秘書|補佐|助理|秘[书書]|[顾顧][问問]',
  ),
  'u',
);
/** What follows a role that is another's: `CTO助理`, `CTO asistanı`. */
export const BELONGS_ABROAD = new RegExp(
  fold(
    '^ ?(?:助理|秘[书書]|秘書|補佐|アシスタント|室|[办辦]公室|[顾顧][问問]|候[选選]|の|asistan\\p{L}*|danışman\\p{L}*|sekreter\\p{L}*|ofisi)',
  ),
  'u',
);
