import type { Sector } from './sector.js';

/**
 * Sectors of whole taxonomies, by the exact name of an industry. Names are folded: lower case, `&` as `and`, no commas.
 *
 * The names are those of LinkedIn's industry codes V2 (434, aligned with NAICS) and of V1 (147) as People Data Labs and
 * LinkedIn's documentation list them, and of the Global Industry Classification Standard as of March 2023 (11 sectors,
 * 25 groups, 74 industries, 163 sub-industries, and the older names in use). The assignment to our sectors is our own.
 * LinkedIn's retail and wholesale trade and its manufacturing need no list: see `tradeSector`.
 */
const LINKEDIN: Readonly<Record<Sector, string>> = {
  Retail:
    'apparel and fashion|business supplies and equipment|consumer goods rental|food and beverage retail|' +
    'import and export|internet marketplace platforms|luxury goods and jewelry|online and mail order retail|' +
    'parts distribution|retail|supermarkets|wholesale',
  Healthcare:
    'alternative medicine|ambulance services|biotechnology|biotechnology research|chiropractors|community services|' +
    'dentists|family planning centers|health and human services|health wellness and fitness|' +
    'home health care services|hospital and health care|hospitals|hospitals and health care|' +
    'medical and diagnostic laboratories|medical device|medical equipment manufacturing|medical practice|' +
    'medical practices|mental health care|nursing homes and residential care facilities|optometrists|' +
    'outpatient care centers|pharmaceutical manufacturing|pharmaceuticals|' +
    'physical occupational and speech therapists|physicians|public health|services for the elderly and disabled|' +
    'veterinary|veterinary services|vocational rehabilitation services|wellness and fitness services',
  Government:
    'administration of justice|air water and waste program management|armed forces|' +
    'community development and urban planning|conservation programs|correctional institutions|courts of law|' +
    'economic programs|education administration programs|environmental quality programs|executive office|' +
    'executive offices|fire protection|government administration|government relations|' +
    'housing and community development|housing programs|international affairs|judiciary|law enforcement|' +
    'legislative offices|military|military and international affairs|public assistance programs|public policy|' +
    'public policy offices|public safety|public works|space research and technology|transportation programs|' +
    'utilities administration',
  Nonprofit:
    'civic and social organization|civic and social organizations|emergency and relief services|fundraising|' +
    'individual and family services|industry associations|non profit organization management|' +
    'non profit organizations|philanthropic fundraising services|philanthropy|political organization|' +
    'political organizations|professional organizations|program development|religious institutions|think tanks',
  Education:
    'child day care services|cosmetology and barber schools|e learning|e learning providers|education|' +
    'education management|fine arts schools|flight training|higher education|language schools|libraries|' +
    'primary and secondary education|primary secondary education|professional training and coaching|' +
    'secretarial schools|sports and recreation instruction|technical and vocational training',
  Finance:
    'accounting|banking|capital markets|claims adjusting actuarial services|collection agencies|' +
    'credit intermediation|financial services|funds and trusts|holding companies|insurance|' +
    'insurance agencies and brokerages|insurance and employee benefit funds|insurance carriers|' +
    'international trade and development|investment advice|investment banking|investment management|loan brokers|' +
    'pension funds|savings institutions|securities and commodity exchanges|trusts and estates|' +
    'venture capital and private equity|venture capital and private equity principals',
  Energy:
    'biomass electric power generation|coal mining|electric power generation|' +
    'electric power transmission control and distribution|energy technology|environmental services|' +
    'fossil fuel electric power generation|geothermal electric power generation|hydroelectric power generation|' +
    'natural gas distribution|natural gas extraction|nuclear electric power generation|' +
    'oil and coal product manufacturing|oil and energy|oil and gas|oil extraction|oil gas and mining|' +
    'renewable energy power generation|renewables and environment|services for renewable energy|' +
    'solar electric power generation|steam and air conditioning supply|utilities|waste collection|' +
    'waste treatment and disposal|water supply and irrigation systems|' +
    'water waste steam and air conditioning services|wind electric power generation',
  Technology:
    'accessible hardware manufacturing|blockchain services|business intelligence platforms|' +
    'climate data and analytics|communications equipment manufacturing|computer and network security|' +
    'computer games|computer hardware|computer hardware manufacturing|computer networking|' +
    'computer networking products|computer software|computers and electronics manufacturing|consumer electronics|' +
    'data infrastructure and analytics|data security software products|desktop computing software products|' +
    'digital accessibility services|embedded software products|industrial automation|information services|' +
    'information technology and services|internet|it services and it consulting|' +
    'it system custom software development|it system data services|it system design services|' +
    'it system installation and disposal|it system operations and maintenance|it system testing and evaluation|' +
    'it system training and support|mobile computing software products|mobile games|mobile gaming apps|' +
    'nanotechnology|nanotechnology research|renewable energy semiconductor manufacturing|robotics engineering|' +
    'satellite telecommunications|semiconductor manufacturing|semiconductors|social networking platforms|' +
    'software development|technology information and internet|technology information and media|telecommunications|' +
    'telecommunications carriers|wireless|wireless services',
  Media:
    'advertising services|animation|animation and post production|artists and writers|blogs|' +
    'book and periodical publishing|book publishing|broadcast media|broadcast media production and distribution|' +
    'business content|cable and satellite programming|dance companies|entertainment|entertainment providers|' +
    'fine art|internet news|internet publishing|marketing and advertising|marketing services|' +
    'media and telecommunications|media production|motion pictures and film|movies and sound recording|' +
    'movies videos and sound|music|musicians|newspaper publishing|newspapers|online audio and video media|' +
    'online media|performing arts|performing arts and spectator sports|periodical publishing|photography|' +
    'public relations and communications|public relations and communications services|publishing|' +
    'radio and television broadcasting|sheet music publishing|sound recording|theater companies|' +
    'writing and editing',
  Hospitality:
    'accommodation and food services|accommodation services|amusement parks and arcades|' +
    'bars taverns and nightclubs|bed and breakfasts hostels homestays|caterers|circuses and magic shows|' +
    'events services|food and beverage services|gambling and casinos|gambling facilities and casinos|' +
    'golf courses and country clubs|historical sites|hospitality|hotels and motels|leisure travel and tourism|' +
    'mobile food services|museums|museums and institutions|museums historical sites and zoos|racetracks|' +
    'recreational facilities|recreational facilities and services|restaurants|skiing facilities|spectator sports|' +
    'sports|sports teams and clubs|travel arrangements|zoos and botanical gardens',
  'Real Estate':
    'commercial and industrial equipment rental|commercial real estate|equipment rental services|' +
    'leasing non residential real estate|leasing residential real estate|real estate|' +
    'real estate agents and brokers|real estate and equipment rental services|subdivision of land',
  Construction:
    'accessible architecture and design|architecture and planning|building construction|' +
    'building equipment contractors|building finishing contractors|building materials|' +
    'building structure and exterior contractors|civil engineering|construction|' +
    'highway street and bridge construction|nonresidential building construction|residential building construction|' +
    'specialty trade contractors|utility system construction',
  Agriculture:
    'dairy|farming|farming ranching forestry|fisheries|fishery|forestry and logging|horticulture|ranching|' +
    'ranching and fisheries',
  Transportation:
    'airlines and aviation|airlines aviation|freight and package transportation|ground passenger transportation|' +
    'interurban and rural bus services|logistics and supply chain|maritime|maritime transportation|' +
    'package freight delivery|pipeline transportation|postal services|rail transportation|' +
    'school and employee bus services|shuttles and special needs transportation services|' +
    'sightseeing transportation|taxi and limousine services|transportation logistics supply chain and storage|' +
    'transportation trucking railroad|truck transportation|urban transit services|warehousing|' +
    'warehousing and storage',
  'Professional Services':
    'administrative and support services|alternative dispute resolution|business consulting and services|design|' +
    'design services|engineering services|executive search services|facilities services|' +
    'government relations services|graphic design|human resources|human resources services|interior design|' +
    'janitorial services|landscaping services|law practice|legal services|management consulting|market research|' +
    'mechanical or industrial engineering|office administration|operations consulting|' +
    'outsourcing and offshoring consulting|outsourcing offshoring|professional services|regenerative design|' +
    'research|research services|security and investigations|security guards and patrol services|' +
    'security systems services|staffing and recruiting|strategic management services|' +
    'surveying and mapping services|telephone call centers|temporary help services|translation and localization',
  Other:
    'commercial and industrial machinery maintenance|consumer services|death care services|' +
    'electronic and precision equipment maintenance|footwear and leather goods repair|funeral services|' +
    'household services|laundry and drycleaning services|other|personal and laundry services|' +
    'personal care services|pet services|repair and maintenance|reupholstery and furniture repair|' +
    'vehicle repair and maintenance',
  Manufacturing:
    'arts and crafts|automotive|aviation and aerospace|boilers tanks and shipping container manufacturing|' +
    'breweries|chemicals|climate technology product manufacturing|consumer goods|cosmetics|defense and space|' +
    'distilleries|fabricated metal products|food and beverages|food production|furniture|' +
    'glass ceramics and concrete|machinery|manufacturing|metal ore mining|metal treatments|mining|' +
    'mining and metals|nonmetallic mineral mining|packaging and containers|paper and forest products|plastics|' +
    'printing|printing services|railroad manufacture|shipbuilding|sporting goods|textiles|tobacco|wine and spirits|' +
    'wineries',
}; // prettier-ignore

const GICS: Partial<Readonly<Record<Sector, string>>> = {
  Energy:
    'coal and consumable fuels|electric utilities|energy|energy equipment and services|gas utilities|' +
    'independent power and renewable electricity producers|independent power producers and energy traders|' +
    'integrated oil and gas|multi utilities|oil and gas drilling|oil and gas equipment and services|' +
    'oil and gas exploration and production|oil and gas refining and marketing|' +
    'oil and gas storage and transportation|oil gas and consumable fuels|renewable electricity|utilities|' +
    'water utilities',
  Manufacturing:
    'aerospace and defense|agricultural and farm machinery|aluminum|apparel accessories and luxury goods|' +
    'automobile components|automobile manufacturers|automobiles|automobiles and components|' +
    'automotive parts and equipment|beverages|brewers|building products|capital goods|chemicals|' +
    'commercial printing|commodity chemicals|construction machinery and heavy transportation equipment|' +
    'consumer durables and apparel|consumer electronics|containers and packaging|copper|distillers and vintners|' +
    'diversified chemicals|diversified metals and mining|electrical components and equipment|electrical equipment|' +
    'fertilizers and agricultural chemicals|food beverage and tobacco|food products|footwear|forest products|gold|' +
    'heavy electrical equipment|home furnishings|household and personal products|household appliances|' +
    'household durables|household products|housewares and specialties|industrial conglomerates|industrial gases|' +
    'industrial machinery and supplies and components|industrials|leisure products|machinery|materials|' +
    'metal glass and plastic containers|metals and mining|motorcycle manufacturers|packaged foods and meats|' +
    'paper and forest products|paper and plastic packaging products and materials|paper products|' +
    'personal care products|precious metals and minerals|silver|soft drinks and non alcoholic beverages|' +
    'specialty chemicals|steel|textiles|textiles apparel and luxury goods|tires and rubber|tobacco',
  Construction:
    'construction and engineering|construction materials|homebuilding',
  'Professional Services':
    'commercial and professional services|commercial services and supplies|data processing and outsourced services|' +
    'diversified support services|environmental and facilities services|human resource and employment services|' +
    'office services and supplies|professional services|research and consulting services|' +
    'security and alarm services',
  Transportation:
    'air freight and logistics|airlines|airport services|cargo ground transportation|ground transportation|' +
    'highways and railtracks|marine ports and services|marine transportation|passenger airlines|' +
    'passenger ground transportation|rail transportation|transportation|transportation infrastructure',
  Hospitality:
    'casinos and gaming|hotels resorts and cruise lines|hotels restaurants and leisure|leisure facilities|' +
    'restaurants',
  Education:
    'diversified consumer services|education services',
  Other:
    'consumer services|specialized consumer services',
  Retail:
    'apparel retail|automotive retail|broadline retail|computer and electronics retail|consumer discretionary|' +
    'consumer discretionary distribution and retail|consumer staples|consumer staples distribution and retail|' +
    'consumer staples merchandise retail|distributors|drug retail|food distributors|food retail|' +
    'home improvement retail|homefurnishing retail|other specialty retail|specialty retail|' +
    'trading companies and distributors',
  Agriculture:
    'agricultural products and services',
  Healthcare:
    'biotechnology|health care|health care distributors|health care equipment|health care equipment and services|' +
    'health care equipment and supplies|health care facilities|health care providers and services|' +
    'health care services|health care supplies|health care technology|life sciences tools and services|' +
    'managed health care|pharmaceuticals|pharmaceuticals biotechnology and life sciences',
  Finance:
    'asset management and custody banks|banks|capital markets|commercial and residential mortgage finance|' +
    'consumer finance|diversified banks|diversified capital markets|diversified financial services|' +
    'financial exchanges and data|financial services|financials|insurance|insurance brokers|' +
    'investment banking and brokerage|life and health insurance|mortgage real estate investment trusts reits|' +
    'mortgage reits|multi line insurance|multi sector holdings|property and casualty insurance|regional banks|' +
    'reinsurance|specialized finance|transaction and payment processing services',
  Technology:
    'alternative carriers|application software|communication services|communications equipment|' +
    'diversified telecommunication services|electronic components|electronic equipment and instruments|' +
    'electronic equipment instruments and components|electronic manufacturing services|information technology|' +
    'integrated telecommunication services|internet services and infrastructure|it consulting and other services|' +
    'it services|semiconductor materials and equipment|semiconductors|semiconductors and semiconductor equipment|' +
    'software|software and services|systems software|technology distributors|technology hardware and equipment|' +
    'technology hardware storage and peripherals|telecommunication services|wireless telecommunication services',
  Media:
    'advertising|broadcasting|cable and satellite|entertainment|interactive home entertainment|' +
    'interactive media and services|media|media and entertainment|movies and entertainment|publishing',
  'Real Estate':
    'data center reits|diversified real estate activities|diversified reits|' +
    'equity real estate investment trusts reits|health care reits|hotel and resort reits|industrial reits|' +
    'multi family residential reits|office reits|other specialized reits|real estate|real estate development|' +
    'real estate management and development|real estate operating companies|real estate services|residential reits|' +
    'retail reits|self storage reits|single family residential reits|specialized reits|telecom tower reits|' +
    'timber reits',
}; // prettier-ignore

/** Names that are one name in two taxonomies are LinkedIn's. */
export const INDUSTRY_SECTORS: ReadonlyMap<string, Sector> = new Map(
  [GICS, LINKEDIN].flatMap((taxonomy) =>
    (Object.entries(taxonomy) as [Sector, string][]).flatMap(([sector, names]) =>
      names.split('|').map((name): [string, Sector] => [name, sector]),
    ),
  ),
);

/** `Retail …` and `Wholesale …` are trade; `… Manufacturing` is manufacturing unless a taxonomy says otherwise. */
export function tradeSector(industry: string): Sector | null {
  if (/^(?:retail|wholesale) /.test(industry)) return 'Retail';
  return / manufacturing$/.test(industry) ? 'Manufacturing' : null;
}
