import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The path of an XML export of so many invented children, each of some 25 elements, written once per machine. */
export async function bigXml(records: number): Promise<string> {
  const folder = join(tmpdir(), 'contactpoint-bench');
  const file = join(folder, `children-${records}.xml`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const out = createWriteStream(`${file}.part`);
  out.write(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n<Header><Year>2026</Year><LEA>344</LEA></Header>\n<Children>\n',
  );
  for (let record = 0; record < records; record += 1) {
    if (!out.write(childOf(record))) await new Promise<void>((resolve) => out.once('drain', resolve));
  }
  await new Promise<void>((resolve) => out.end('</Children>\n</Message>\n', resolve));
  renameSync(`${file}.part`, file);
  return file;
}

function childOf(record: number): string {
  const day = String(1 + (record % 28)).padStart(2, '0');
  return `  <Child id="${100_000 + record}">
    <ChildIdentifiers>
      <LAchildID>${100_000 + record}</LAchildID><UPN>A${344_000_000_000 + record}</UPN><FormerUPN/>
      <PersonBirthDate>2014-03-${day}</PersonBirthDate><GenderCurrent>${1 + (record % 2)}</GenderCurrent>
    </ChildIdentifiers>
    <Name use="current"><Given>${record % 9 === 0 ? 'Siân' : 'Ava'}</Given><Family>O&apos;Neill</Family></Name>
    <Address><Line>${1 + (record % 90)} Station Road</Line><Town>Birkenhead</Town><PostCode>CH41 5EU</PostCode></Address>
    <CINdetails>
      <CINreferralDate>2025-09-${day}</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
      <Worker><Name>Team ${record % 40}</Name><Telephone>0151 496 0${100 + (record % 900)}</Telephone></Worker>
    </CINdetails>
  </Child>
`;
}
