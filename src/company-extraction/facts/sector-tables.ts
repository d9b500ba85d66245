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

const KEYWORDS: readonly (readonly [Sector, string])[] = [
  [
    'Healthcare',
    'health|hospital|medical|medicine|pharma|biotech|dental|veterinary|life science|clinical|wellness|gesundheit|arznei|santé|salud',
  ],
  ['Nonprofit', 'non profit|nonprofit|charity|philanthrop|civic|religious|fundrais|gemeinnützig'],
  [
    'Government',
    'government|public administration|military|defense and space|law enforcement|judiciary|public safety|legislative',
  ],
  ['Education', 'education|e learning|higher education|university|school|training|bildung'],
  ['Real Estate', 'real estate|property management|immobili|reit'],
  [
    'Finance',
    'bank|financ|insurance|investment|venture capital|capital market|asset management|fintech|payment|accounting|credit|versicherung|assurance|seguros|holding company',
  ],
  [
    'Energy',
    'energi|energy|oil|gas|petrol|utilit|electric power|electricity|renewable|solar|wind power|nuclear|coal|erdöl|pétrole',
  ],
  [
    'Technology',
    'artificial intelligence|software|information technology|internet|computer|semiconductor|cloud|cyber|telecom|data|saas|machine learning|robotic|technolog|web|electronics|e commerce platform|informatik|blockchain|networking|it services|hardware|online',
  ],
  [
    'Media',
    'media|publish|newspaper|broadcast|entertainment|film|motion picture|music|advertis|marketing|public relations|video game|gaming|television|radio|journalis|verlag|werbung|animation|newspapers|streaming',
  ],
  [
    'Hospitality',
    'restaurant|hotel|hospitality|travel|touris|leisure|food service|gastronom|casino|gambling|sport|recreation|fitness|event|catering|lodging|fast food|cafe|coffeehouse',
  ],
  ['Construction', 'construction|building material|civil engineering|architect|contractor|bauwesen|homebuild'],
  ['Agriculture', 'agricultur|farm|fishery|forestry|dairy|ranch|landwirtschaft|horticultur|winery'],
  [
    'Transportation',
    'transport|logistic|airline|aviation|shipping|railway|railroad|rail|freight|maritime|delivery|courier|trucking|warehous|package|automobile dealer|car rental|postal|mobility',
  ],
  [
    'Retail',
    'retail|wholesale|supermarket|grocery|e commerce|department store|shop|store|fashion|apparel|luxury|consumer goods|handel|commerce de détail|einzelhandel',
  ],
  [
    'Professional Services',
    'consult|legal|law practice|staffing|recruit|human resources|professional service|management service|outsourcing|design|research|market research|facilit|security and investigation|translation|services',
  ],
  [
    'Manufacturing',
    'manufactur|automotive|motor vehicle|industrial|machinery|chemical|steel|metal|mining|aerospace|textile|plastic|paper|furniture|food|beverage|tobacco|cosmetic|toy|glass|packaging|shipbuilding|electrical|maschinen|industrie|industry|defence|defense|appliance|brewing|printing',
  ],
];

/** Keywords matched at the start of a word in an industry's name, in order of precedence. */
export const KEYWORD_SECTORS: readonly (readonly [string, Sector])[] = KEYWORDS.flatMap(([sector, list]) =>
  list.split('|').map((keyword): readonly [string, Sector] => [keyword, sector]),
);
