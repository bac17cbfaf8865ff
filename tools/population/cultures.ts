import { GIVEN_NAMES } from '../../packages/matching/src/generated/given-names.ts';
import { FAMILY_NAMES } from '../../packages/matching/src/model/family-names.ts';

/** Names that a group of families gives, with cumulative weights. */
export interface NamePool {
  readonly names: readonly string[];
  readonly cumulative: Float64Array;
}

export interface Culture {
  readonly id: string;
  /** Share of children. */
  readonly share: number;
  readonly girls: NamePool;
  readonly boys: NamePool;
  readonly families: NamePool;
  /** Brothers may share a religious first name, the second being the one in use. */
  readonly sharedFirst?: readonly string[];
  /** Last names given to daughters and to sons whatever their parents bear. */
  readonly lastBySex?: { readonly female: readonly string[]; readonly male: readonly string[] };
  /** Names that clerks often take for one another. */
  readonly oftenSwapped: boolean;
  readonly recentArrivals: boolean;
}

function pool(names: readonly string[], weight: (rank: number) => number): NamePool {
  let sum = 0;
  return { names, cumulative: Float64Array.from(names, (_, rank) => (sum += weight(rank))) };
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
/** Names in order of use, as Zipf has it. */
const ranked = (text: string): NamePool => pool(words(text), (rank) => 1 / (rank + 3));

const STARTS = words(
  'ASH BARN BECK BIR BLACK BRAD BRAM BROM BURN CAL CLAY COL CRAN CROM DAL DEN DUN EAST ELL FAIR FEN GAR GREEN HAL HAM HART HEATH HIGH HOL HUN KEN KIRK LANG LIN LONG MAR MID NEW NOR OAK PEN RAD RED ROCK ROTH SAL SAND SEL SHAW SOM STAN STOCK SUT THORN TRE WAL WEST WHIT WIN WOOD YAR',
);
const ENDS = words(
  'BOURNE BRIDGE BROOK BURY BY CLIFFE COMBE COTT CROFT DALE DEN DON FIELD FORD GATE GROVE HAM HOUSE HURST LAND LEY LOCK MAN MERE MORE NELL NEY RIDGE SHAW STEAD STOCK STONE TON TREE WARD WAY WELL WICK WOOD WORTH',
);

function readRarities(
  rows: readonly (readonly [number, string])[],
  extra: readonly string[] = [],
  extraShare = 0,
): NamePool {
  const names = rows.flatMap(([rarity, text]) =>
    words(text).map((name) => ({ name, weight: 2 ** (-rarity / 1000) })),
  );
  const listed = names.reduce((sum, { weight }) => sum + weight, 0);
  const tail = extra.reduce((sum, _, rank) => sum + 1 / (rank + 200), 0);
  const all = [
    ...names,
    ...extra.map((name, rank) => ({
      name,
      weight: (extraShare * listed) / (1 - extraShare) / (tail * (rank + 200)),
    })),
  ];
  return pool(
    all.map(({ name }) => name),
    (rank) => all[rank]?.weight ?? 0,
  );
}

const BRITISH_FAMILIES = readRarities(
  FAMILY_NAMES.map(([rarity, text]) => [
    rarity,
    words(text)
      .filter(
        (name) =>
          !/^(AL|DE|EL|DA|DOS|VAN|HO|LI|WU|XU|NG|LE|KHAN|AHMED|ALI|HUSSAIN|BEGUM|PATEL|SINGH|SINGHS|KAUR|MIAH|UDDIN|AKHTAR|BIBI)$/.test(
            name,
          ),
      )
      .join(' '),
  ]),
  STARTS.flatMap((start) => ENDS.map((end) => start + end)).sort((a, b) => (hash(a) < hash(b) ? -1 : 1)),
  0.72,
);

function hash(text: string): number {
  let value = 7;
  for (const letter of text) value = (Math.imul(value, 31) + letter.charCodeAt(0)) >>> 0;
  return Math.imul(value, 0x9e3779b1) >>> 0;
}

const GIRLS = new Set(
  words(
    'AMELIA OLIVIA AVA LILY EMILY ISLA ELLA EVIE GRACE ISABELLA JESSICA MIA POPPY RUBY SOPHIE CHARLOTTE CHLOE DAISY FREYA SOPHIA ISABELLE PHOEBE SCARLETT SIENNA ALICE ELLIE EVA FLORENCE LAYLA LILLY LUCY MAISIE MILLIE ELSIE ERIN EVELYN HOLLY IMOGEN IVY LOLA MATILDA ROSIE SOFIA WILLOW ABIGAIL ELIZABETH EMILIA EMMA ESME GRACIE HANNAH JASMINE MAYA MOLLY SUMMER AMBER AMELIE BELLA ELEANOR ELIZA GEORGIA HARPER HARRIET LACEY LEXI',
  ),
);
const femaleEnding = /(A|IE|INE|ELLE|ETTE|LYN|BETH|LOTTE|ISE|ICE|EE|NNE|ENCE)$/;
const isGirl = (name: string): boolean =>
  GIRLS.has(name) ||
  (femaleEnding.test(name) &&
    !/^(LUKE|GEORGIE|LOUIE|ARCHIE|ALFIE|CHARLIE|FREDDIE|OLLIE|JAMIE|LUCA|NOAH|JOSHUA|ELIJAH|BOBBIE|FRANKIE|RONNIE|TEDDIE|REGGIE|VINNIE|ROBBIE|BERTIE|ALBIE|OTTIE|EZRA|MUSA|HAMZA|MUSTAFA|ISA|YAHYA)$/.test(
      name,
    ));

const ofSex = (girls: boolean): NamePool =>
  readRarities(
    GIVEN_NAMES.map(([rarity, text]): readonly [number, string] => [
      rarity,
      words(text)
        .filter((name) => isGirl(name) === girls)
        .join(' '),
    ]).filter(([, text]) => text !== ''),
  );

/** The name cultures that accuracy is reported for. */
export const CULTURES: readonly Culture[] = [
  {
    id: 'White British',
    share: 0.7,
    girls: ofSex(true),
    boys: ofSex(false),
    families: BRITISH_FAMILIES,
    oftenSwapped: false,
    recentArrivals: false,
  },
  {
    id: 'South Asian',
    share: 0.13,
    girls: ranked(
      'AISHA FATIMA MARYAM ZAINAB KHADIJA AYESHA HAFSA AMINA SANA INAYA ALEENA ANAYA AMELIA SAFIYA RUQAYYAH SUMAYYAH IQRA MALAIKA LAIBA NOOR ANEESA AALIYAH HANIYA EMAAN MAHNOOR ZARA SIMRAN JASLEEN HARPREET ANANYA DIYA RIYA PRIYA KAVYA ISHA ANIKA SHREYA NEHA MEERA AVNEET KIRAN MANPREET SUKHMAN TANISHA AANYA SAANVI KHUSHI POOJA YUSRA HALIMA BUSHRA SAIMA ALIZAH AREEBA MINAHIL EISHA AMARA TASNIM NABILA RUMAISA',
    ),
    boys: ranked(
      'ALI HASSAN IBRAHIM YUSUF HAMZA ADAM UMAR ABDULLAH BILAL ZAIN AYAAN HUSSAIN ISA ISMAIL MUSA AHMAD DAWUD RAYYAN SULAIMAN USMAN ZAKARIYA HARIS SUBHAN HAIDER IMRAN FAISAL ADEEL TALHA ARHAM AARAV ARJUN ROHAN ARYAN RAHUL VIVAAN KRISH DEV AKASH NIKHIL JASKARAN HARJOT GURPREET MANVEER RAJVEER KARAN ISHAAN ADITYA SAHIL AMAN VEER JEEVAN ARMAAN MUSTAFA TAYYAB SHAYAN IDRIS JUNAID RAFI NABIL',
    ),
    families: ranked(
      'KHAN AHMED HUSSAIN PATEL ALI SINGH AKHTAR SHAH MIAH BEGUM RAHMAN ISLAM MALIK IQBAL MAHMOOD UDDIN CHOWDHURY HUSSEIN ASLAM BUTT MIRZA QURESHI SHARMA KUMAR GILL DHILLON SANDHU SIDHU RANA MISTRY DESAI JOSHI SHEIKH BHATTI CHAUDHRY RASHID KARIM ASHRAF ANWAR JAVED NAWAZ RAZA SALEEM TARIQ YASIN ZAMAN HASHMI SIDDIQUI MEHTA PAREKH SAINI BASI GREWAL JOHAL BAINS DHALIWAL SOLANKI CHAUHAN PARMAR RATHOD HAQUE ALAM SARKAR BISWAS KHATUN RAFIQ SADIQ YOUSAF ZAHEER MUGHAL',
    ),
    sharedFirst: ['MOHAMMED', 'MUHAMMAD', 'MOHAMMAD', 'MUHAMMED'],
    lastBySex: { female: ['BEGUM', 'KAUR', 'BIBI', 'AKHTAR', 'KHATUN'], male: ['SINGH', 'MIAH', 'KHAN'] },
    oftenSwapped: true,
    recentArrivals: true,
  },
  {
    id: 'African',
    share: 0.07,
    girls: ranked(
      'AMARA ZAHRA ABIGAIL ESTHER GRACE BLESSING FAVOUR CHIAMAKA CHIDERA TEMITOPE OLUWATOSIN TOLUWANI AYOMIDE DAMILOLA DEBORAH PRECIOUS NAOMI ADAEZE AMA EFUA AKOSUA ABENA YAA FATOU MARIAMA HODAN IFRAH HIBA SUMAYA NAIMA SAHRA FADUMO HAWA LEYLA NAJMA KHADRA MERON SELAM HANNA RUTH TENDAI RUVIMBO NYASHA TARIRO ANGEL DIVINE GIFT JOY PEACE MERCY',
    ),
    boys: ranked(
      'DAVID SAMUEL EMMANUEL DANIEL JOSHUA GABRIEL ELIJAH OLUWASEUN AYOMIDE TOBILOBA TEMILOLUWA IFEOLUWA CHUKWUEMEKA CHINEDU OBINNA KWAME KOFI KWAKU KOJO YAW KWABENA MAMADOU ABDIRAHMAN MOHAMED ABDULLAHI LIBAN YAHYA ZAKARIA BILAL MAHAD HAMZA KHALID FILMON NATNAEL ABEL YONAS TINASHE TAPIWA KUDZAI PANASHE TADIWA PRINCE MICHAEL JEREMIAH ISRAEL SOLOMON JOSIAH CALEB NATHAN JOEL',
    ),
    families: ranked(
      'MOHAMED ABDI ALI HASSAN AHMED MENSAH OWUSU BOATENG OSEI ASANTE APPIAH AGYEMAN OKAFOR OKEKE ADEYEMI ADEBAYO OKORO EZE NWOSU IBRAHIM YUSUF OMAR FARAH WARSAME MOHAMUD JAMA HUSSEIN NUR OSMAN DIALLO BARRY BAH CAMARA KAMARA SESAY KOROMA CONTEH BANGURA TESFAYE HAILE GEBRE NCUBE MOYO SIBANDA DUBE NDLOVU MUTASA CHIKWANHA OLADIPO OGUNLEYE BABATUNDE AFOLABI BAKARE BALOGUN LAWAL SALAMI ADEWALE AKINOLA OYELARAN ONYEKA NNAMDI OBI UCHE',
    ),
    oftenSwapped: true,
    recentArrivals: true,
  },
  {
    id: 'East European',
    share: 0.07,
    girls: ranked(
      'ZUZANNA JULIA MAJA ZOFIA HANNA LENA ALICJA OLIWIA AMELIA NATALIA ALEKSANDRA WIKTORIA EMILIA GABRIELA NIKOLA NADIA POLA IGA KORNELIA MARTYNA KINGA KAROLINA ANTONINA MILENA ANDREEA MARIA IOANA ELENA SOFIA DARIA BIANCA ALEXANDRA DENISA LARISA EMA GABIJA UGNE LUKNE KAMILE AUSTEJA MIGLE ANASTASIJA VIKTORIJA EVELINA SOFIJA POLINA DIANA VALERIIA',
    ),
    boys: ranked(
      'JAKUB ANTONI SZYMON JAN FILIP FRANCISZEK MIKOLAJ KACPER ALEKSANDER WOJCIECH OLIWIER MAKSYMILIAN ADAM NIKODEM DAWID PATRYK KAMIL BARTOSZ MATEUSZ TOMASZ KRZYSZTOF MICHAL PIOTR IGOR OSKAR FABIAN ANDREI ALEXANDRU DAVID MATEI LUCA STEFAN GABRIEL MIHAI IONUT DARIUS RARES LUKAS MATAS NOJUS DOMINYKAS JOKUBAS KAJUS DANIIL ARTEM MAKSIM IVAN NIKITA',
    ),
    families: ranked(
      'NOWAK KOWALSKI WISNIEWSKI WOJCIK KOWALCZYK KAMINSKI LEWANDOWSKI ZIELINSKI SZYMANSKI WOZNIAK DABROWSKI KOZLOWSKI JANKOWSKI MAZUR KWIATKOWSKI KRAWCZYK KACZMAREK PIOTROWSKI GRABOWSKI ZAJAC PAWLOWSKI MICHALSKI KROL WIECZOREK JABLONSKI POPESCU IONESCU POPA RADU DUMITRU STAN STOICA GHEORGHE RUSU MUNTEANU MATEI CIOBANU DINU IVANOV PETROV GEORGIEV DIMITROV KAZLAUSKAS JANKAUSKAS PETRAUSKAS STANKEVICIUS BALCIUNAS URBONAS OZOLS BERZINS KALNINS HORVATH NAGY KOVACS SZABO TOTH NOVAK SHEVCHENKO BONDARENKO KOVALENKO',
    ),
    oftenSwapped: true,
    recentArrivals: false,
  },
  {
    id: 'Chinese',
    share: 0.03,
    girls: ranked(
      'XINYI YUTONG ZIHAN JIAYI MEI LING YAN HUI JING XIAO EMILY CHLOE HOI TSZ CHING WING YING KA KIU SUM YEE LOK MAN YUET GRACE JOYCE CHARLOTTE SOPHIA KELLY VIVIAN',
    ),
    boys: ranked(
      'HAORAN ZIHAO YUXUAN JUN WEI HAO MING CHUN HO YIN LOK TSZ HIN CHEUK KAI LONG HEI CHI MAN PAK RYAN ETHAN JASON KELVIN ANSON LUCAS MARCUS OSCAR HENRY DANIEL',
    ),
    families: ranked(
      'CHEN WONG WANG LI ZHANG LIU CHAN LAM LEUNG CHEUNG NG HO LAU YANG HUANG ZHAO WU ZHOU XU SUN MA ZHU LIN YEUNG TANG TSANG KWOK YIP CHOW FUNG TSE LO MAK POON',
    ),
    oftenSwapped: true,
    recentArrivals: false,
  },
];
