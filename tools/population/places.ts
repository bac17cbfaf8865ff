import type { Draw } from './random.ts';

/** One dwelling. */
export interface Home {
  readonly postcode: string;
  readonly line: string;
  readonly town: string;
}

export interface Places {
  /** Any dwelling of the area. */
  readonly home: () => Home;
  /** A children's home whose postcode many children share. */
  readonly careHome: Home;
}

const TOWNS = ['Northmere', 'Eastwick', 'Harrowden', 'Stanbury', 'Calderby', 'Wexcombe'];
const TOWN_STARTS = [
  'Alder',
  'Bram',
  'Crow',
  'Dun',
  'Elm',
  'Farn',
  'Glas',
  'Hol',
  'Ings',
  'Kes',
  'Lang',
  'Marl',
];
const TOWN_ENDS = [
  'bridge',
  'cliffe',
  'dale',
  'ford',
  'gate',
  'hurst',
  'ington',
  'ley',
  'minster',
  'stoke',
  'thorpe',
  'worth',
];
/** Children of a town, where there are more than the first towns hold. */
const CHILDREN_A_TOWN = 7_500;
const STREETS = [
  'Mill Lane',
  'Church Road',
  'Station Road',
  'High Street',
  'Victoria Road',
  'Park Avenue',
  'The Crescent',
  'Orchard Close',
  'School Lane',
  'Queens Drive',
  'Elm Grove',
  'Albert Street',
];
const UNIT_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';
/** Children who live in one unit postcode, on average. */
const CHILDREN_A_POSTCODE = 8;
const DWELLINGS = 18;
const UNITS_A_SECTOR = 80;

/** The dwellings of an area that holds so many children; postcodes in the fictional area ZE. */
export function createPlaces(draw: Draw, children: number): Places {
  const postcodes = Math.max(20, Math.round(children / CHILDREN_A_POSTCODE));
  const towns = townsOf(children);
  return {
    home: () => {
      const number = Math.floor(draw() * postcodes);
      const house = draw.between(1, DWELLINGS) * 2;
      const street = STREETS[number % STREETS.length]!;
      const flat = number % 11 === 0 ? `Flat ${(house % 6) + 1}, ` : '';
      return {
        postcode: toPostcode(number),
        line: `${flat}${house} ${street}`,
        town: towns[number % towns.length]!,
      };
    },
    careHome: { postcode: 'ZE99 9ZZ', line: 'Lakeside House', town: 'Northmere' },
  };
}

/** As many towns as an area of so many children has. */
function townsOf(children: number): readonly string[] {
  const more = TOWN_STARTS.flatMap((start) => TOWN_ENDS.map((end) => start + end));
  return [...TOWNS, ...more].slice(0, Math.max(TOWNS.length, Math.ceil(children / CHILDREN_A_TOWN)));
}

function toPostcode(number: number): string {
  const unit = number % UNITS_A_SECTOR;
  const sector = Math.floor(number / UNITS_A_SECTOR) % 10;
  const district = 1 + (Math.floor(number / (10 * UNITS_A_SECTOR)) % 98);
  const area = 'ZE';
  const overflow = Math.floor(number / (980 * UNITS_A_SECTOR));
  const letters = `${UNIT_LETTERS[Math.floor(unit / 20)]}${UNIT_LETTERS[unit % 20]}`;
  return `${overflow === 0 ? area : `${UNIT_LETTERS[overflow % 16]}${UNIT_LETTERS[Math.floor(overflow / 16) % 16]}`}${district} ${sector}${letters}`;
}
