import { Item, shortName, textsOf } from './item.js';

/** schema.org's Organization and LocalBusiness with their subtypes (release 30) that can own a site. */
const TYPES = new Set(
  `Organization Corporation LocalBusiness OnlineBusiness OnlineStore NewsMediaOrganization NGO Airline Consortium Cooperative
  EducationalOrganization CollegeOrUniversity School HighSchool MiddleSchool ElementarySchool Preschool GovernmentOrganization LibrarySystem Library
  MedicalOrganization Dentist DiagnosticLab Hospital MedicalClinic Physician Pharmacy VeterinaryCare Optician PerformingGroup MusicGroup
  DanceGroup TheaterGroup FundingScheme FundingAgency PoliticalParty Project ResearchProject ResearchOrganization SearchRescueOrganization
  SportsOrganization SportsTeam WorkersUnion AnimalShelter ArchiveOrganization AutomotiveBusiness AutoBodyShop AutoDealer AutoPartsStore
  AutoRental AutoRepair AutoWash GasStation MotorcycleDealer MotorcycleRepair ChildCare DryCleaningOrLaundry EmergencyService
  FireStation PoliceStation EmploymentAgency EntertainmentBusiness AdultEntertainment AmusementPark ArtGallery Casino ComedyClub
  MovieTheater NightClub FinancialService AccountingService AutomatedTeller BankOrCreditUnion InsuranceAgency FoodEstablishment Bakery BarOrPub
  Brewery CafeOrCoffeeShop Distillery FastFoodRestaurant IceCreamShop Restaurant Winery GovernmentOffice PostOffice HealthAndBeautyBusiness
  BeautySalon DaySpa HairSalon HealthClub NailSalon TattooParlor HomeAndConstructionBusiness Electrician GeneralContractor HVACBusiness
  HousePainter Locksmith MovingCompany Plumber RoofingContractor InternetCafe LegalService Attorney Notary LodgingBusiness
  BedAndBreakfast Campground Hostel Hotel Motel Resort SkiResort VacationRental MedicalBusiness CommunityHealth ProfessionalService
  RadioStation RealEstateAgent RecyclingCenter SelfStorage ShoppingCenter SportsActivityLocation BowlingAlley ExerciseGym GolfCourse
  PublicSwimmingPool SportsClub StadiumOrArena TennisComplex Store BikeStore BookStore ClothingStore ComputerStore ConvenienceStore
  DepartmentStore ElectronicsStore Florist FurnitureStore GardenStore GroceryStore HardwareStore HobbyShop HomeGoodsStore JewelryStore
  LiquorStore MensClothingStore MobilePhoneStore MovieRentalStore MusicStore OfficeEquipmentStore OutletStore PawnShop PetStore ShoeStore
  SportingGoodsStore TireShop ToyStore WholesaleStore TelevisionStation TouristInformationCenter TravelAgency Brand Museum Zoo Church
  PlaceOfWorship CivicStructure MusicVenue EventVenue PerformingArtsTheater`.split(/\s+/),
);

/** Types that do not imply an industry. */
const PLAIN = new Set([
  'Organization',
  'Corporation',
  'LocalBusiness',
  'Brand',
  'Project',
  'Thing',
  'Place',
  'OnlineBusiness',
  'CivicStructure',
]);

/** Types of the item including those of `additionalType`. */
function typesOf(item: Item): string[] {
  return [...item.types, ...textsOf(item, 'additionalType').map(shortName)];
}

/** Whether an item describes an organisation, by its types. */
export function isOrganization(item: Item): boolean {
  return typesOf(item).some((type) => TYPES.has(type) || /(?:Organization|Business|Store|Company)$/.test(type));
}

/** The most specific type of an organisation, a clue to its sector; null when there are only general ones. */
export function knownType(item: Item): string | null {
  const specific = typesOf(item).filter((type) => !PLAIN.has(type) && type.length <= 60);
  return specific.find((type) => TYPES.has(type)) ?? specific[0] ?? null;
}
