import type { Sector } from './sector.js';

/**
 * SIC ranges, inclusive; the first that contains a code applies, so exceptions precede their major group or division.
 */
export const SIC_SECTORS: readonly (readonly [number, number, Sector])[] = [
  [2833, 2836, 'Healthcare'],
  [3570, 3579, 'Technology'],
  [3660, 3679, 'Technology'],
  [3826, 3826, 'Healthcare'],
  [3840, 3851, 'Healthcare'],
  [2710, 2741, 'Media'],
  [2911, 2911, 'Energy'],
  [4810, 4829, 'Technology'],
  [4830, 4849, 'Media'],
  [4899, 4899, 'Technology'],
  [4900, 4991, 'Energy'],
  [5045, 5045, 'Technology'],
  [5047, 5047, 'Healthcare'],
  [5122, 5122, 'Healthcare'],
  [5171, 5172, 'Energy'],
  [5812, 5813, 'Hospitality'],
  [5912, 5912, 'Retail'],
  [6324, 6324, 'Healthcare'],
  [6500, 6553, 'Real Estate'],
  [6798, 6798, 'Real Estate'],
  [7000, 7041, 'Hospitality'],
  [7310, 7319, 'Media'],
  [7370, 7379, 'Technology'],
  [7810, 7841, 'Media'],
  [7900, 7999, 'Hospitality'],
  [8000, 8099, 'Healthcare'],
  [8200, 8299, 'Education'],
  [8300, 8399, 'Nonprofit'],
  [8600, 8699, 'Nonprofit'],
  [8731, 8731, 'Healthcare'],
  [1200, 1399, 'Energy'],
  [100, 999, 'Agriculture'],
  [1000, 1499, 'Manufacturing'],
  [1500, 1799, 'Construction'],
  [2000, 3999, 'Manufacturing'],
  [4000, 4799, 'Transportation'],
  [5000, 5999, 'Retail'],
  [6000, 6799, 'Finance'],
  [7500, 7549, 'Transportation'],
  [7000, 8999, 'Professional Services'],
  [9100, 9721, 'Government'],
];

/** NAICS 2022 prefixes. */
export const NAICS_SECTORS: ReadonlyMap<string, Sector> = new Map<string, Sector>([
  ['11', 'Agriculture'],
  ['21', 'Energy'],
  ['2122', 'Manufacturing'],
  ['2123', 'Manufacturing'],
  ['22', 'Energy'],
  ['23', 'Construction'],
  ['31', 'Manufacturing'],
  ['32', 'Manufacturing'],
  ['33', 'Manufacturing'],
  ['324', 'Energy'],
  ['3254', 'Healthcare'],
  ['334', 'Technology'],
  ['3391', 'Healthcare'],
  ['42', 'Retail'],
  ['44', 'Retail'],
  ['45', 'Retail'],
  ['48', 'Transportation'],
  ['49', 'Transportation'],
  ['51', 'Media'],
  ['5132', 'Technology'],
  ['5182', 'Technology'],
  ['517', 'Technology'],
  ['518', 'Technology'],
  ['519', 'Technology'],
  ['5415', 'Technology'],
  ['52', 'Finance'],
  ['53', 'Real Estate'],
  ['54', 'Professional Services'],
  ['5417', 'Healthcare'],
  ['55', 'Professional Services'],
  ['56', 'Professional Services'],
  ['5615', 'Hospitality'],
  ['61', 'Education'],
  ['62', 'Healthcare'],
  ['71', 'Hospitality'],
  ['72', 'Hospitality'],
  ['81', 'Professional Services'],
  ['813', 'Nonprofit'],
  ['92', 'Government'],
]);

const TYPES_OF_SECTOR: Partial<Readonly<Record<Sector, string>>> = {
  Hospitality:
    'Restaurant FoodEstablishment BarOrPub CafeOrCoffeeShop FastFoodRestaurant Hotel LodgingBusiness Motel Resort Hostel BedAndBreakfast TravelAgency EntertainmentBusiness Casino SportsActivityLocation ExerciseGym TouristInformationCenter Winery Brewery',
  Retail:
    'Store ClothingStore GroceryStore DepartmentStore FurnitureStore ElectronicsStore BookStore ShoeStore ToyStore JewelryStore OnlineStore ShoppingCenter HardwareStore PetStore Florist LiquorStore ConvenienceStore WholesaleStore OnlineBusiness Bakery',
  Healthcare:
    'Hospital MedicalOrganization MedicalClinic MedicalBusiness Physician Dentist Pharmacy DiagnosticLab VeterinaryCare Optician Nursing Physiotherapy HealthAndBeautyBusiness',
  Finance: 'FinancialService BankOrCreditUnion InsuranceAgency AccountingService AutomatedTeller',
  Education:
    'EducationalOrganization CollegeOrUniversity School HighSchool ElementarySchool MiddleSchool Preschool Library',
  Media: 'NewsMediaOrganization RadioStation TelevisionStation MovieTheater MusicGroup InternetCafe',
  'Real Estate': 'RealEstateAgent SelfStorage ApartmentComplex',
  Transportation: 'Airline AutomotiveBusiness AutoDealer AutoRental AutoRepair TaxiService MovingCompany BusStation',
  Construction:
    'HomeAndConstructionBusiness GeneralContractor Electrician Plumber HousePainter RoofingContractor HVACBusiness Locksmith',
  'Professional Services': 'ProfessionalService LegalService Attorney Notary EmploymentAgency ConsultingService',
  Government: 'GovernmentOrganization GovernmentOffice PostOffice PoliceStation FireStation CityHall EmergencyService',
  Nonprofit: 'NGO Museum PerformingGroup Church SportsTeam FundingScheme PoliticalParty LibrarySystem',
  Energy: 'GasStation',
};

/** schema.org types that imply an industry. */
export const SCHEMA_TYPE_SECTORS: ReadonlyMap<string, Sector> = new Map(
  (Object.entries(TYPES_OF_SECTOR) as [Sector, string][]).flatMap(([sector, types]) =>
    types.split(' ').map((type): [string, Sector] => [type, sector]),
  ),
);

/**
 * Words in the name of an industry, in order of precedence; `pharma*` is the beginning of a word, anything else whole
 * words, in the singular or with an `s`.
 */
const KEYWORDS: readonly (readonly [Sector, string])[] = [
  ['Manufacturing', 'machine shop'],
  ['Healthcare', 'health|healthcare|hospital|clinic|medical|medicine|pharma*|biotech*|dental|dentist*|veterinary|life science|clinical|gesundheit*|arznei*|santé|salud|saúde|sanità|zdrow*|médic*|medizin*|apothek*|医療|医薬|제약|medtech|biopharma*'],
  ['Nonprofit', 'non profit|nonprofit|not for profit|charity|charities|philanthrop*|civic|religious|fundrais*|gemeinnützig*|ngo|foundation'],
  ['Government', 'government|governmental|public administration|military|defense and space|law enforcement|judiciary|public safety|legislative|gobierno|governo|verwaltung|öffentlicher dienst'],
  ['Education', 'education|educational|e learning|elearning|edtech|university|universities|school|training|bildung|educación|educação|éducation|istruzione|hochschule|教育|교육|education technology'],
  ['Real Estate', 'real estate|property management|immobili*|reit|inmobiliari*|proptech|不動産|부동산|vastgoed|nieruchomo*'],
  ['Finance', 'bank|banking|banque|banca|banco|financ*|finanz*|insurance|reinsurance|investment|venture capital|private equity|capital market|asset management|wealth management|fintech|insurtech|payment|accounting|credit|versicherung*|assurance|seguro|assicuraz*|ubezpiecz*|holding company|holding companies|hedge fund|brokerage|金融|銀行|보험|은행|conglomerate holding'],
  ['Energy', 'energi|energie*|energy|energía|energia|oil|gas|petrol*|utility|utilities|electric power|electricity|renewable|solar|wind power|nuclear|coal|erdöl|pétrole|strom|stromversorg*|stromerzeug*|stromhandel|cleantech|エネルギー|電力|에너지'],
  ['Transportation', 'transport*|logisti*|airline|aviation|shipping|railway|railroad|rail|rail transport|freight|maritime|delivery|courier|trucking|warehous*|automobile dealer|car rental|postal|mobility|spedition|luftfahrt|物流|운송|ride hailing|ridesharing'],
  ['Technology', 'artificial intelligence|ai|software|information technology|internet|computer|computing|semiconductor|cloud|cyber*|telecom*|telekommunik*|data|big data|saas|machine learning|robotic*|technolog*|tecnolog*|web|web development|electronics|consumer electronics|e commerce platform|informatik|informatique|informática|informatica|blockchain|networking|it services|hardware|online|digital|ソフトウェア|情報|통신|ict|iot|video game platform'],
  ['Media', 'media|publish*|newspaper|broadcast*|entertainment|film|motion picture|music|advertis*|marketing|public relations|video game|gaming|television|radio|journalis*|verlag*|werbung|publicité|publicidad|animation|streaming|メディア|広告|미디어'],
  ['Hospitality', 'restaurant|hotel|hospitality|travel|touris*|leisure|food service|foodservice|gastronom*|casino|gambling|sport|recreation|fitness|event|catering|lodging|fast food|cafe|café|coffeehouse|hotellerie|turismo|tourisme|amusement park|cruise line|旅行|호텔'],
  ['Construction', 'construction|building material|civil engineering|architect*|contractor|bauwesen|baugewerbe|bauunternehmen|homebuild*|construcción|construção|costruzioni|bâtiment|budownictwo|建設|건설'],
  ['Agriculture', 'agricultur*|agribusiness|farm|farming|fishery|fishing|aquaculture|forestry|dairy|ranch|ranching|landwirtschaft|horticultur*|winery|agrar*|agro|rolnictwo|農業|농업'],
  ['Retail', 'retail|retailer|wholesale|wholesaler|supermarket|grocery|groceries|e commerce|ecommerce|department store|shop|shopping|store|fashion|apparel|clothing|luxury|consumer goods|handel|einzelhandel|großhandel|commerce de détail|comercio|comércio|commercio|distribution|小売|소매|detailhandel'],
  ['Professional Services', 'consult*|beratung|conseil|legal|law firm|law practice|staffing|recruit*|human resources|professional service|management service|outsourcing|design|research|market research|facility management|facilities|security and investigations|translation|auditing|コンサル*|services'],
  ['Manufacturing', 'manufactur*|automotive|automobil*|automaker|motor vehicle|industrial|machinery|chemical|chemie|chimie|química|chimica|steel|metal|mining|aerospace|textile|plastic|paper|furniture|food|food processing|beverage|brewing|brewery|tobacco|cosmetic|toy|glass|packaging|shipbuilding|electrical|maschinenbau|industrie|industry|industria|défense|defence|defense|appliance|printing|lebensmittel*|製造|제조|maschinen*'],
]; // prettier-ignore

/** Words that are an industry alone and say nothing among others: `It is a bakery`, `Press fitting`. */
export const LONE_WORD_SECTORS: ReadonlyMap<string, Sector> = new Map<string, Sector>([
  ['it', 'Technology'],
  ['press', 'Media'],
]);

/** Keywords with whether they are the beginning of a word, in order of precedence. */
export const KEYWORD_SECTORS: readonly (readonly [keyword: string, isStem: boolean, sector: Sector])[] =
  KEYWORDS.flatMap(([sector, list]) =>
    list.split('|').map((keyword) => [keyword.replace('*', ''), keyword.endsWith('*'), sector] as const),
  );
