import { countryOfZone } from './holidays.ts'
import { ownOf } from './own.ts'
import { hash2, hash3 } from './random.ts'
import type { Bot } from './types.ts'

/** Where a user lives. */
export interface HomeTown {
  /** ISO 3166 code. */
  readonly country: string
  readonly town: string
  readonly postcode: string
  /** The number that he carries, as it is written in his country. */
  readonly phone: string
}

/** A town, its telephone numbers and its postcodes: `#` is a digit, `@` a letter. */
type Town = readonly [name: string, phone: string, postcode: string]

interface HomeCountry {
  readonly languages: readonly string[]
  readonly towns: readonly Town[]
  /** Numbers of mobile telephones, which people carry; left out, they are like those of the town. */
  readonly mobiles?: readonly string[]
  readonly streets: readonly string[]
}

// Numbers are those that regulators keep for films where there are any: 555-01 in the United States, Ofcom's, those of the Bundesnetzagentur
// and of Arcep. Where none are kept (Spain, India, many German towns) all of the exchange are zeros.
const homeCountries: Readonly<Record<string, HomeCountry>> = {
  US: {
    languages: ['en'],
    towns: [
      ['New York', '(212) 555-01##', '100##'],
      ['Los Angeles', '(213) 555-01##', '900##'],
      ['Chicago', '(312) 555-01##', '606##'],
      ['Houston', '(713) 555-01##', '770##'],
      ['Phoenix', '(602) 555-01##', '850##'],
      ['Philadelphia', '(215) 555-01##', '191##'],
      ['San Diego', '(619) 555-01##', '921##'],
      ['Dallas', '(214) 555-01##', '752##'],
      ['Austin', '(512) 555-01##', '787##'],
      ['Columbus', '(614) 555-01##', '432##'],
      ['Charlotte', '(704) 555-01##', '282##'],
      ['Denver', '(303) 555-01##', '802##'],
      ['Boston', '(617) 555-01##', '021##'],
      ['Seattle', '(206) 555-01##', '981##'],
      ['Atlanta', '(404) 555-01##', '303##'],
      ['Minneapolis', '(612) 555-01##', '554##'],
      ['Portland', '(503) 555-01##', '972##'],
      ['Pittsburgh', '(412) 555-01##', '152##'],
    ],
    streets: streetsOf(
      'Maple Avenue|Oak Street|Washington Street|Park Avenue|Cedar Lane|Lake Street|Elm Street|Hillside Drive|Main Street|Sunset Boulevard|Chestnut Street|Franklin Avenue|Prospect Street|Highland Avenue|River Road|Willow Court',
    ),
  },
  GB: {
    languages: ['en'],
    mobiles: ['07700 900###'],
    towns: [
      ['London', '020 7946 0###', 'SE1# #@@'],
      ['Birmingham', '0121 496 0###', 'B1# #@@'],
      ['Manchester', '0161 496 0###', 'M1# #@@'],
      ['Leeds', '0113 496 0###', 'LS1# #@@'],
      ['Sheffield', '0114 496 0###', 'S1# #@@'],
      ['Nottingham', '0115 496 0###', 'NG# #@@'],
      ['Leicester', '0116 496 0###', 'LE# #@@'],
      ['Bristol', '0117 496 0###', 'BS1# #@@'],
      ['Reading', '0118 496 0###', 'RG# #@@'],
      ['Liverpool', '0151 496 0###', 'L1# #@@'],
      ['Edinburgh', '0131 496 0###', 'EH1# #@@'],
      ['Glasgow', '0141 496 0###', 'G1# #@@'],
      ['Newcastle', '0191 498 0###', 'NE# #@@'],
      ['Cardiff', '029 2018 0###', 'CF1# #@@'],
      ['Belfast', '028 9649 6###', 'BT# #@@'],
    ],
    streets: streetsOf(
      'High Street|Station Road|Church Lane|Victoria Road|Mill Lane|Park Road|Queens Road|Albert Street|Green Lane|Grange Road|Manor Road|Kingsway|The Crescent|Chapel Street|Alexandra Road|Orchard Close',
    ),
  },
  DE: {
    languages: ['de'],
    mobiles: ['0171 39200##', '0176 040690##'],
    towns: [
      ['Berlin', '030 23125 ###', '10###'],
      ['Hamburg', '040 66969 ###', '20###'],
      ['München', '089 99998 ###', '80###'],
      ['Köln', '0221 4710 ###', '50###'],
      ['Frankfurt', '069 90009 ###', '60###'],
      ['Stuttgart', '0711 0000 ###', '70###'],
      ['Düsseldorf', '0211 0000 ###', '40###'],
      ['Leipzig', '0341 0000 ###', '04###'],
      ['Dresden', '0351 0000 ###', '01###'],
      ['Hannover', '0511 0000 ###', '30###'],
      ['Nürnberg', '0911 0000 ###', '90###'],
      ['Bremen', '0421 0000 ###', '28###'],
      ['Münster', '0251 0000 ###', '48###'],
      ['Freiburg', '0761 0000 ###', '79###'],
    ],
    streets: streetsOf(
      'Hauptstraße|Bahnhofstraße|Schillerstraße|Goethestraße|Gartenweg|Lindenallee|Bergstraße|Kirchgasse|Ringstraße|Mozartstraße|Birkenweg|Schulstraße|Rosenstraße|Uferstraße|Am Markt|Wiesenweg',
    ),
  },
  ES: {
    languages: ['es'],
    mobiles: ['600 00 0# ##'],
    towns: [
      ['Madrid', '91 000 0# ##', '280##'],
      ['Barcelona', '93 000 0# ##', '080##'],
      ['Valencia', '96 000 0# ##', '460##'],
      ['Sevilla', '954 00 0# ##', '410##'],
      ['Zaragoza', '976 00 0# ##', '500##'],
      ['Málaga', '952 00 0# ##', '290##'],
      ['Murcia', '968 00 0# ##', '300##'],
      ['Palma', '971 00 0# ##', '070##'],
      ['Bilbao', '94 000 0# ##', '480##'],
      ['Alicante', '965 00 0# ##', '030##'],
      ['Córdoba', '957 00 0# ##', '140##'],
      ['Valladolid', '983 00 0# ##', '470##'],
      ['Vigo', '986 00 0# ##', '362##'],
      ['Gijón', '985 00 0# ##', '332##'],
      ['Granada', '958 00 0# ##', '180##'],
    ],
    streets: streetsOf(
      'Calle Mayor|Calle del Sol|Avenida de la Constitución|Calle Real|Paseo del Parque|Calle de la Fuente|Avenida de España|Calle San José|Calle Nueva|Calle del Olmo|Plaza de la Iglesia|Calle Cervantes|Avenida del Mar|Calle de los Jardines|Calle Goya|Camino Viejo',
    ),
  },
  FR: {
    languages: ['fr'],
    mobiles: ['06 39 98 ## ##'],
    towns: [
      ['Paris', '01 99 00 ## ##', '750##'],
      ['Versailles', '01 99 00 ## ##', '780##'],
      ['Nantes', '02 61 91 ## ##', '440##'],
      ['Rennes', '02 61 91 ## ##', '350##'],
      ['Rouen', '02 61 91 ## ##', '760##'],
      ['Lille', '03 53 01 ## ##', '590##'],
      ['Strasbourg', '03 53 01 ## ##', '670##'],
      ['Dijon', '03 53 01 ## ##', '210##'],
      ['Lyon', '04 65 71 ## ##', '690##'],
      ['Marseille', '04 65 71 ## ##', '130##'],
      ['Nice', '04 65 71 ## ##', '060##'],
      ['Grenoble', '04 65 71 ## ##', '380##'],
      ['Toulouse', '05 36 49 ## ##', '310##'],
      ['Bordeaux', '05 36 49 ## ##', '330##'],
    ],
    streets: streetsOf(
      "rue de la République|rue Victor Hugo|avenue Jean Jaurès|rue des Lilas|rue du Moulin|place de l'Église|rue Pasteur|boulevard Gambetta|rue de la Gare|rue des Écoles|avenue de la Liberté|rue Voltaire|chemin des Vignes|rue du Château|rue Molière|impasse des Acacias",
    ),
  },
  IN: {
    languages: ['en', 'hi'],
    towns: [
      ['Mumbai', '022 0000 ####', '4000##'],
      ['Delhi', '011 0000 ####', '1100##'],
      ['Bengaluru', '080 0000 ####', '5600##'],
      ['Hyderabad', '040 0000 ####', '5000##'],
      ['Chennai', '044 0000 ####', '6000##'],
      ['Kolkata', '033 0000 ####', '7000##'],
      ['Pune', '020 0000 ####', '4110##'],
      ['Ahmedabad', '079 0000 ####', '3800##'],
      ['Jaipur', '0141 000 ####', '3020##'],
      ['Lucknow', '0522 000 ####', '2260##'],
      ['Kochi', '0484 000 ####', '6820##'],
      ['Indore', '0731 000 ####', '4520##'],
    ],
    streets: streetsOf(
      'Mahatma Gandhi Road|Station Road|Park Street|Church Street|Lake View Road|Nehru Street|Temple Road|Market Road|Link Road|Hill Road|Gandhi Nagar|Residency Road|Ring Road|Garden Street',
    ),
  },
}

/** Where people live who speak a language that their bot's country does not. */
const homeByLanguage: ReadonlyMap<string, string> = new Map([
  ['en', 'US'],
  ['es', 'ES'],
  ['de', 'DE'],
  ['fr', 'FR'],
  ['hi', 'IN'],
])

const TOWN = 0x703a
const PHONE = 0x9403
const MOBILE = 0x90b1
const POSTCODE = 0x905c
const POSTCODE_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ'

/** Whose home it is: a user who speaks a language (ISO 639-1 code). */
export interface Dweller {
  readonly bot: Bot
  readonly user: number
  readonly language: string
}

/** Where a user lives: in the bot's country where that speaks his language, else in one that does. */
export function homeOf(dweller: Dweller): HomeTown {
  const { bot, user } = dweller
  const [name, phone, postcode] = townOf(dweller)
  return {
    country: countryOf(dweller),
    town: name,
    postcode: filled(postcode, hash3(bot.salt, POSTCODE, user)),
    phone: filled(mobileOf(dweller) ?? phone, hash3(bot.salt, PHONE, user)),
  }
}

/** The pattern of the mobile number that a user has; undefined: as the numbers of his town. */
function mobileOf(dweller: Dweller): string | undefined {
  const { mobiles } = townsOf(dweller)
  return mobiles?.[hash3(dweller.bot.salt, MOBILE, dweller.user) % mobiles.length]
}

/** A town of a user's country by 32 drawn bits: mostly the one in which he lives. */
export function townNear(dweller: Dweller, lot: number): string {
  if (lot % 10 < 6) return townOf(dweller)[0]
  const { towns } = townsOf(dweller)
  return towns[hash2(lot, 1) % towns.length]![0]
}

/** A street of a user's country by 32 drawn bits. */
export function streetNear(dweller: Dweller, lot: number): string {
  const { streets } = townsOf(dweller)
  return streets[lot % streets.length]!
}

/** A telephone number of a user's town by 32 drawn bits. */
export function phoneNear(dweller: Dweller, lot: number): string {
  return filled(townOf(dweller)[1], lot)
}

function townOf(dweller: Dweller): Town {
  const { towns } = townsOf(dweller)
  return towns[hash3(dweller.bot.salt, TOWN, dweller.user) % towns.length]!
}

function townsOf(dweller: Dweller): HomeCountry {
  return homeCountries[countryOf(dweller)]!
}

/** The country (ISO 3166) in which users of a bot live who speak a language. */
export function countryOf({ bot, language }: Pick<Dweller, 'bot' | 'language'>): string {
  const country = countryOfZone(bot.zone.name)
  const own = ownOf(homeCountries, country)
  if (own?.languages.includes(language) === true) return country
  // English where the bot is in Europe is that of the island.
  if (language === 'en' && bot.zone.name.startsWith('Europe/')) return 'GB'
  return homeByLanguage.get(language) ?? (own === undefined ? 'US' : country)
}

/** A pattern with its digits and letters. */
function filled(pattern: string, lot: number): string {
  let text = ''
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern[i]!
    const drawn = hash2(lot, i)
    text += sign === '#' ? String(drawn % 10) : sign === '@' ? POSTCODE_LETTERS[drawn % POSTCODE_LETTERS.length]! : sign
  }
  return text
}

function streetsOf(names: string): string[] {
  return names.split('|')
}
