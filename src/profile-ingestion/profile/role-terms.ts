/**
 * Words by which titles name the three roles, in English, German, French, Spanish and Portuguese.
 * Patterns are applied to the output of `normalizeTitle`: lower-case ASCII letters instead of Latin letters with
 * diacritics, `&` and `+` as `and`, no hyphens or apostrophes. All of them are linear, and the text is at most 300
 * characters long.
 */

export const ROLES = ['CTO', 'CIO', 'CISO'] as const;
/** A role that a caller may suggest for a profile. */
export type Role = (typeof ROLES)[number];

export interface RoleTerm {
  readonly match: 'exact' | 'near';
  readonly pattern: RegExp;
  /**
   * Probability from 0 to 1 that a person with this current title holds the role (`exact`) or a related one (`near`).
   */
  readonly weight: number;
  /** The term has another meaning when the whole title matches this. */
  readonly unless?: RegExp;
  /** The term only counts when the whole title matches this. */
  readonly onlyWith?: RegExp;
}

/** In finance a CIO is a chief investment officer. */
export const FINANCE =
  /\b(?:funds?|fonds|assets?|portfolio|capital|wealth|invest(?:ment|ments|ing|or|ors|issements?)?|inversion(?:es)?|investimentos?|hedge|equit(?:y|ies)|pensions?|endowment|family office|vermogens?\w*|anlagen?|treasury)\b/;
const OTHER_CIO = /\bchief (?:investment|innovation|impact|integration|insights?|inclusion|immigration) officer\b/;
const OTHER_CTO =
  /\bchief (?:transformation|talent|training|trading|tax|treasury|tourism|trust) officer\b|\bocclusions?\b|\bcardiolog\w*/;
const OTHER_CSO =
  /\b(?:sales|strateg\w*|sustainab\w*|scien\w*|supply|success|customer|store|solutions?|nachhaltig\w*|ventas|vendas)\b/;
/** "Director técnico" is a football manager in many Spanish-speaking countries. */
const SPORT =
  /\b(?:futbol|football|soccer|futebol|club|clube|seleccion|selecao|deportiv[oa]|sport\w*|liga|athletisme|rugby)\b/;

const exact = (pattern: RegExp, weight: number, more: Pick<RoleTerm, 'unless' | 'onlyWith'> = {}): RoleTerm => ({
  match: 'exact',
  pattern,
  weight,
  ...more,
});
const near = (pattern: RegExp, weight: number): RoleTerm => ({ match: 'near', pattern, weight });

const LEAD_EN = '(?:[es]?vp|avp|vice president|head|global head|director|senior director)(?: of| for)?(?: the)?';
const LEAD_DE = '(?:bereichs|gesamt|haupt)?leit(?:er|erin|ung)(?: der| des)?';
const LEAD_FR = 'direct(?:eur|rice)(?: general)?(?: adjointe?)?';
const LEAD_ES_PT = 'dire(?:c)?tora?(?: general| geral| ejecutiv[oa]| executiv[oa]| corporativ[oa])?';
const MANAGER_ES_PT = '(?:gerente|jef[ea]|chefe|responsable|responsavel|head|coordinador[a]?|coordenador[a]?)';
const OF_INFORMATION = '(?! d[ae] (?:la )?informac| de l information| de sistemas)';

const word = (source: string): RegExp => new RegExp(`\\b(?:${source})\\b`);

const IT_EN = 'it|information technology|information systems|business technology';
const IT_DE = 'it|edv|informatik|informationstechnologie|informationstechnik|informationssysteme|konzern it';
/** "Leiter IT-Sicherheit" leads security, "Leiter IT-Projekte" projects: neither leads IT. */
const NOT_A_PART =
  '(?! (?:sicherheit|security|projekt\\w*|support|infrastruktur|service\\w*|operations|betrieb|anwendung\\w*|revision|audit|einkauf))';
const IT_ES_PT =
  'sistemas|informatica|ti|tic|tecnologias? (?:de|da|de la|de las) informac(?:ion|ao)|sistemas de informac(?:ion|ao)';
const SECURITY_EN = '(?:global )?(?:information |cyber |it |data |digital |enterprise |product )?(?:cyber ?)?security';
const SECURITY_DE =
  '(?:it sicherheit|informationssicherheit|cyber ?sicherheit|cyber ?security|it security|information security)';
const SECURITY_FR =
  '(?:cyber ?securite|securite (?:de l |des |du |de )?(?:systemes? d information|si\\b|information|informatique))';
const SECURITY_ES_PT =
  '(?:(?:seguridad|seguranca) (?:de la |da |de )?(?:informac(?:ion|ao)|informatica|cibernetica|ti\\b)|ciberseguridad|ciberseguranca)';

export const ROLE_TERMS: Readonly<Record<Role, readonly RoleTerm[]>> = {
  CTO: [
    exact(word('chief (?!information )(?:[a-z]+ )?(?:technology|technical|tech) (?:[a-z]+ )?officer'), 0.95),
    exact(word('cto|cpto|ctpo'), 0.9, { unless: OTHER_CTO }),
    exact(
      word('technische[rn]? (?:gesamt)?(?:leit(?:er|erin|ung)|geschaftsfuhr(?:er|erin|ung)|direktor(?:in)?|vorstand)'),
      0.8,
    ),
    exact(
      word(`(?:${LEAD_DE}|vorstand(?: fur)?|geschaftsfuhrer(?:in)?) (?:technik|technologie)|techni(?:k|sche )vorstand`),
      0.8,
    ),
    exact(word(`${LEAD_FR} (?:technique|(?:de la |des |de )?technologies?)${OF_INFORMATION}`), 0.8, { unless: SPORT }),
    exact(word(`${LEAD_ES_PT} (?:de (?:la )?tecnologias?|tecnic[oa])${OF_INFORMATION}`), 0.8, { unless: SPORT }),
    near(word(`${LEAD_EN} (?!information )(?:[a-z]+ )?(?:engineering|technology|software development|software)`), 0.5),
    near(
      word('(?:engineering|technology|technical) director|chief (?:technologist|architect|engineer)|field cto'),
      0.5,
    ),
    near(word(`${LEAD_DE} (?:software ?)?entwicklung|entwicklungsleiter(?:in)?|responsable technique`), 0.45),
    near(word(`${MANAGER_ES_PT} (?:de |da )?(?:tecnologia|engenharia|ingenieria)${OF_INFORMATION}`), 0.45),
  ],
  CIO: [
    exact(word('chief (?:[a-z]+ )?information (?:technology |systems )?officer|chief it officer'), 0.95),
    exact(word('cio|cdio|cito'), 0.9, { unless: new RegExp(`${FINANCE.source}|${OTHER_CIO.source}`) }),
    exact(
      word(
        `dsi|${LEAD_FR} (?:(?:des |du |de )?(?:systemes? d information|si|technologies de l information)|(?:de l )?informatique)`,
      ),
      0.85,
    ),
    exact(
      word(
        `${LEAD_DE} (?:${IT_DE})${NOT_A_PART}|(?:it|edv|informatik) (?:gesamt|bereichs)?(?:leit(?:er|erin|ung)|direktor(?:in)?|vorstand)`,
      ),
      0.85,
    ),
    exact(word(`${LEAD_ES_PT} de (?:la |las )?(?:${IT_ES_PT})`), 0.85),
    near(
      word(
        `${LEAD_EN} (?:global )?(?:${IT_EN})${NOT_A_PART}|(?:it|information technology|information systems) director`,
      ),
      0.5,
    ),
    near(word('responsable (?:informatique|(?:des |du )?(?:systemes? d information|si))|chief digital officer'), 0.45),
    near(word(`${MANAGER_ES_PT} (?:de |da )?(?:${IT_ES_PT})`), 0.45),
  ],
  CISO: [
    exact(
      word(
        'chief (?:[a-z]+ ){0,3}(?:information|cyber|it|data|digital) (?:and )?security (?:[a-z]+ )?officer|chief cybersecurity officer',
      ),
      0.95,
    ),
    exact(word('v?ciso|rssi'), 0.9),
    exact(word('chief (?:[a-z]+ )?security (?:[a-z]+ )?officer'), 0.75),
    exact(word('cso'), 0.7, { unless: OTHER_CSO, onlyWith: /\b(?:info|information|cyber\w*|it|security)\b/ }),
    exact(word(`${LEAD_DE} (?:konzern)?${SECURITY_DE}`), 0.85),
    exact(word(`(?:${LEAD_FR}|responsable) (?:de la )?${SECURITY_FR}`), 0.85),
    exact(word(`(?:${LEAD_ES_PT}|responsable) de (?:la )?${SECURITY_ES_PT}`), 0.85),
    near(word(`biso|(?:business )?information security officer|${LEAD_EN} ${SECURITY_EN}`), 0.5),
    near(word('(?:information|cyber|it) ?security (?:director|manager|lead)|chief information risk officer'), 0.45),
    near(word('(?:konzern)?(?:informationssicherheits|it sicherheits)beauftragte[rn]?'), 0.45),
    near(word(`${MANAGER_ES_PT} (?:de |da )?(?:la )?${SECURITY_ES_PT}`), 0.45),
  ],
};

/** Other names of a role, added to the text that is embedded so that it is found by them. */
export const ROLE_ALIASES: Readonly<Record<Role, readonly string[]>> = {
  CTO: ['chief technology officer', 'chief technical officer', 'technology', 'engineering leader'],
  CIO: ['chief information officer', 'head of information technology', 'IT director', 'information systems'],
  CISO: ['chief information security officer', 'head of information security', 'cybersecurity', 'information security'],
};
