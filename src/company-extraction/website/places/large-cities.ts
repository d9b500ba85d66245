/**
 * Large towns that are recognised without further context, as business pages write them. Names that are also common
 * words or first names (Nice, Bath, Reading, Mobile, Charlotte, Essen) are omitted on purpose.
 */
const ONE_WORD = new Set(
  `Amsterdam Rotterdam Utrecht Eindhoven Antwerp Antwerpen Brussels Bruxelles Brussel Ghent Gent Luxembourg Paris Lyon Marseille Toulouse Bordeaux Nantes Strasbourg Lille Montpellier Rennes Grenoble Berlin Hamburg München Munich Köln Cologne Frankfurt Stuttgart Düsseldorf Dortmund Leipzig Dresden Hannover Nürnberg Bremen Mannheim Karlsruhe Münster Augsburg Wien Vienna Graz Linz Salzburg Innsbruck Zürich Zurich Genève Geneva Basel Bern Lausanne Madrid Barcelona Valencia Sevilla Zaragoza Málaga Bilbao Lisboa Lisbon Porto Roma Rome Milano Milan Napoli Naples Torino Turin Bologna Firenze Florence Genova Venezia Venice Verona Palermo London Birmingham Manchester Liverpool Leeds Sheffield Glasgow Edinburgh Cardiff Belfast Bristol Nottingham Leicester Newcastle Dublin Cork Copenhagen København Aarhus Stockholm Göteborg Gothenburg Malmö Oslo Bergen Trondheim Helsinki Tampere Turku Reykjavik Tallinn Riga Vilnius Kaunas Warszawa Warsaw Kraków Łódź Wrocław Poznań Gdańsk Katowice Praha Prague Brno Ostrava Bratislava Košice Budapest Debrecen București Bucharest Cluj-Napoca Timișoara Sofia София Пловдив Варна Beograd Belgrade Zagreb Ljubljana Sarajevo Skopje Tirana Athens Αθήνα Θεσσαλονίκη Thessaloniki Istanbul İstanbul Ankara İzmir Antalya Moscow Москва Санкт-Петербург Новосибирск Екатеринбург Казань Самара Омск Челябинск Уфа Пермь Воронеж Волгоград Краснодар Kyiv Kiev Київ Киев Харків Одеса Львів Минск Minsk Алматы Almaty Астана Tbilisi Yerevan Baku Jerusalem Haifa Cairo Alexandria Casablanca Rabat Tunis Algiers Lagos Abuja Accra Nairobi Kampala Johannesburg Durban Pretoria Dubai Doha Riyadh Jeddah Kuwait Beirut Amman Tehran Karachi Lahore Islamabad Delhi Mumbai Bangalore Bengaluru Chennai Kolkata Hyderabad Pune Ahmedabad Gurgaon Noida Dhaka Colombo Kathmandu Bangkok Hanoi Saigon Singapore Jakarta Surabaya Bandung Manila Makati Beijing 北京 Shanghai 上海 Shenzhen Guangzhou Chengdu Hangzhou Nanjing Wuhan Tianjin Taipei 台北 Tokyo 東京 Osaka 大阪 Kyoto 京都 Nagoya 名古屋 Yokohama 横浜 Fukuoka 福岡 Sapporo 札幌 Kobe 神戸 Seoul 서울 Busan 부산 Incheon Sydney Melbourne Brisbane Perth Adelaide Canberra Auckland Wellington Christchurch Toronto Montreal Montréal Vancouver Calgary Edmonton Ottawa Winnipeg Mississauga Chicago Houston Philadelphia Phoenix Dallas Austin Boston Seattle Denver Detroit Baltimore Atlanta Miami Minneapolis Cleveland Pittsburgh Cincinnati Milwaukee Memphis Nashville Louisville Indianapolis Sacramento Oakland Tucson Albuquerque Omaha Tulsa Tampa Orlando Honolulu Guadalajara Monterrey Cancún Cancun Bogotá Bogota Medellín Cali Quito Guayaquil Lima Caracas Santiago Montevideo Asunción Brasília Curitiba Salvador Recife Fortaleza Campinas`.split(
    ' ',
  ),
);
const SEVERAL_WORDS = new Set(
  'Hong Kong|New York|New York City|Los Angeles|San Francisco|San Diego|San Antonio|San Jose|Las Vegas|Salt Lake City|Kansas City|St. Louis|New Orleans|Fort Worth|Fort Lauderdale|Ft. Lauderdale|Baton Rouge|Mexico City|Ciudad de México|Buenos Aires|Rio de Janeiro|São Paulo|Belo Horizonte|Porto Alegre|La Paz|San Salvador|San José|Santo Domingo|Panama City|Cape Town|Tel Aviv|Abu Dhabi|Addis Ababa|New Delhi|Kuala Lumpur|Ho Chi Minh City|Cebu City|Quezon City|Den Haag|The Hague|Nizhny Novgorod|Нижний Новгород|Ростов-на-Дону|Saint Petersburg|St. Petersburg|Frankfurt am Main|Quebec City'.split(
    '|',
  ),
);

/** Large towns named in a line of at most 500 characters. */
export function largeCitiesIn(line: string): string[] {
  const text = line.slice(0, 500);
  const words = [...text.matchAll(/[\p{L}\p{M}.'’-]+/gu)].slice(0, 100);
  const found: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const one = (words[i]?.[0] ?? '').replace(/\.$/, '');
    if (ONE_WORD.has(one)) found.push(one);
    for (const length of [2, 3, 4]) {
      const last = words[i + length - 1];
      const run = last ? text.slice(words[i]?.index, last.index + last[0].length).replace(/\.$/, '') : '';
      if (SEVERAL_WORDS.has(run)) found.push(run);
    }
  }
  return found;
}

/**
 * Towns of a list such as `Alhambra
 * Anaheim
 * Los Angeles
 * …`: where at least two of six or more short names are large towns, the others are towns as well. Reads at most 2,000
 * characters.
 */
export function cityList(line: string): string[] {
  const names = line
    .slice(0, 2_000)
    .split(/\s*[|•·;,]\s*/)
    .map((name) => name.trim().replace(/\.$/, ''))
    .filter(Boolean);
  if (names.length < 6) return [];
  const known = names.filter((name) => ONE_WORD.has(name) || SEVERAL_WORDS.has(name));
  const shaped = names.filter((name) =>
    /^\p{Lu}[\p{L}\p{M}.'’-]{1,20}(?: \p{L}[\p{L}\p{M}.'’-]{0,20}){0,3}$/u.test(name),
  );
  return known.length >= 2 && shaped.length >= names.length * 0.9 ? shaped : [];
}
