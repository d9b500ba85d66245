import { companyRefFromUrl } from '../../profile/company-ref.js';
import {
  newestFirst,
  positionOf,
  type Certification,
  type Education,
  type Experience,
  type ProfileContent,
} from '../../profile/profile.js';
import { refuse, type ArchiveLimits } from './archive-limits.js';
import { readTable, type Columns, type Row } from './csv-table.js';
import { isOngoing, parsePartialDate, saysPresent } from './partial-date.js';

/**
 * The tables of LinkedIn's "Get a copy of your data" that are read. The rest of the export (connections, messages,
 * searches, e-mail addresses, telephone numbers) is private or about other people and is never opened; the address,
 * birth date, zip code and messenger columns of `Profile.csv` are never read.
 */
export const EXPORT_TABLES = ['profile', 'positions', 'education', 'certifications', 'skills', 'languages'] as const;
export type ExportTable = (typeof EXPORT_TABLES)[number];

const START = [
  'startedon',
  'startdate',
  'start',
  'from',
  'beginn',
  'startdatum',
  'datededebut',
  'fechadeinicio',
  'datadeinicio',
];
const END = [
  'finishedon',
  'enddate',
  'endedon',
  'end',
  'to',
  'ende',
  'enddatum',
  'datedefin',
  'fechadefin',
  'fechadefinalizacion',
  'datadetermino',
  'datadeconclusao',
];
const DESCRIPTION = ['description', 'beschreibung', 'descripcion', 'descricao'];

const PROFILE = {
  first: ['firstname', 'vorname', 'prenom', 'nombre', 'nome'],
  last: ['lastname', 'nachname', 'nom', 'apellido', 'apellidos', 'sobrenome'],
  headline: ['headline', 'professionalheadline', 'uberschrift', 'titreprofessionnel', 'titular', 'titulo'],
  summary: ['summary', 'about', 'zusammenfassung', 'resume', 'resumen', 'resumo', 'extracto'],
  industry: ['industry', 'branche', 'secteur', 'sector', 'setor'],
  location: ['geolocation', 'location', 'standort', 'lieu', 'ubicacion', 'localidade'],
} satisfies Columns<string>;

const POSITIONS = {
  company: [
    'companyname',
    'company',
    'organization',
    'unternehmen',
    'firma',
    'entreprise',
    'nomdelentreprise',
    'empresa',
    'nombredelaempresa',
    'nomedaempresa',
  ],
  title: [
    'title',
    'jobtitle',
    'position',
    'positiontitle',
    'role',
    'titel',
    'poste',
    'intituleduposte',
    'cargo',
    'puesto',
  ],
  description: DESCRIPTION,
  location: ['location', 'ort', 'standort', 'lieu', 'ubicacion', 'localidade', 'localizacao'],
  start: START,
  end: END,
  url: ['companyurl', 'companylinkedinurl', 'url'],
} satisfies Columns<string>;

const EDUCATION = {
  school: [
    'schoolname',
    'school',
    'institution',
    'schule',
    'hochschule',
    'etablissement',
    'ecole',
    'escuela',
    'centroeducativo',
    'instituicao',
    'institucion',
  ],
  degree: ['degreename', 'degree', 'abschluss', 'diplome', 'titulacion', 'diploma', 'grau'],
  field: ['fieldofstudy', 'field', 'major', 'studienfach', 'domainedetudes', 'areadeestudo', 'disciplinaacademica'],
  notes: ['notes', 'notizen', 'notas', ...DESCRIPTION],
  activities: ['activities', 'activitiesandsocieties', 'aktivitaten', 'activites', 'actividades', 'atividades'],
  start: START,
  end: END,
} satisfies Columns<string>;

const CERTIFICATIONS = {
  name: ['name', 'certification', 'certificate', 'nom', 'nombre', 'nome'],
  url: ['url', 'link', 'credentialurl'],
  authority: [
    'authority',
    'issuer',
    'issuingorganization',
    'issuingauthority',
    'aussteller',
    'organisme',
    'emisor',
    'emissor',
  ],
  start: [...START, 'issuedon', 'issuedate'],
  end: [...END, 'expireson', 'expirationdate'],
  license: [
    'licensenumber',
    'license',
    'credentialid',
    'lizenznummer',
    'numerodelicence',
    'numerodelicencia',
    'numerodalicenca',
  ],
} satisfies Columns<string>;

const SKILLS = {
  name: [
    'name',
    'skill',
    'skillname',
    'skills',
    'kenntnis',
    'competence',
    'aptitud',
    'competencia',
    'nombre',
    'nome',
    'nom',
  ],
} satisfies Columns<string>;
const LANGUAGES = {
  name: ['name', 'language', 'sprache', 'langue', 'idioma', 'nombre', 'nome', 'nom'],
} satisfies Columns<string>;

/** Cells are cut to this length; LinkedIn's longest field has 2,600 characters. */
const MAX_CELL = 5_000;
const cut = (text: string | null): string | null => text?.slice(0, MAX_CELL) ?? null;

function toExperience(row: Row<keyof typeof POSITIONS>): Experience | null {
  if (row.company === null && row.title === null) return null;
  const end = parsePartialDate(row.end);
  return {
    company_name: cut(row.company) ?? '',
    company_ref: companyRefFromUrl(row.url),
    title: cut(row.title),
    location: cut(row.location),
    start: parsePartialDate(row.start),
    end,
    is_current: isOngoing(row.start, row.end),
    description: cut(row.description),
  };
}

function toEducation(row: Row<keyof typeof EDUCATION>): Education | null {
  if (row.school === null) return null;
  return {
    school: row.school.slice(0, MAX_CELL),
    degree: cut(row.degree),
    field: cut(row.field),
    start: parsePartialDate(row.start),
    end: parsePartialDate(row.end),
    description: cut([row.notes, row.activities].filter((t) => t !== null).join('\n') || null),
  };
}

function toCertification(row: Row<keyof typeof CERTIFICATIONS>): Certification | null {
  if (row.name === null) return null;
  return {
    name: row.name.slice(0, MAX_CELL),
    issuer: cut(row.authority),
    issued: parsePartialDate(row.start),
    expires: parsePartialDate(row.end),
    credential_id: cut(row.license),
    url: cut(row.url),
  };
}

/** Removes duplicates: exports sometimes repeat rows. */
function distinct<T>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

const present = <T>(row: T | null): row is T => row !== null;
const namesOf = (rows: readonly Row<'name'>[]): string[] => distinct(rows.map((r) => cut(r.name)).filter(present));

interface ExportContent {
  readonly content: ProfileContent;
  /** What could not be read, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Builds a profile from the available tables; any of them may be missing. Columns are found by header name, because
 * their order differs between exports.
 * @throws AppError ARCHIVE_REJECTED when a table breaks a limit.
 */
export async function readLinkedInExport(
  files: ReadonlyMap<ExportTable, Buffer>,
  limits: ArchiveLimits,
): Promise<ExportContent> {
  const warnings: string[] = [];
  const table = async <Name extends string>(
    name: ExportTable,
    columns: Columns<Name>,
  ): Promise<readonly Row<Name>[]> => {
    const bytes = files.get(name);
    if (bytes === undefined) return [];
    const rows = await readTable(bytes, columns, limits, `${name}.csv`);
    if (rows === null) warnings.push(`${name}.csv has no header row that could be recognised; it was not imported.`);
    return rows ?? [];
  };
  const [profile] = await table('profile', PROFILE);
  const positions = await table('positions', POSITIONS);
  if (warnings.length === Number(files.has('profile')) + Number(files.has('positions')))
    throw refuse(
      'nothing_to_read',
      `Nothing to read: ${warnings.join(' ')}`,
      files.has('positions') ? 'positions.csv' : 'profile.csv',
    );
  const experience = newestFirst(distinct(positions.map(toExperience).filter(present)));
  if (positions.some((r) => r.end !== null && !saysPresent(r.end) && parsePartialDate(r.end) === null)) {
    warnings.push('positions.csv has end dates that could not be read; those positions count as ended.');
  }
  const headline = cut(profile?.headline ?? null);
  const content: ProfileContent = {
    full_name: [profile?.first, profile?.last].filter(Boolean).join(' ') || null,
    headline,
    position: positionOf(experience, headline),
    about: cut(profile?.summary ?? null),
    location: cut(profile?.location ?? null),
    industry: cut(profile?.industry ?? null),
    experience,
    education: distinct((await table('education', EDUCATION)).map(toEducation).filter(present)),
    certifications: distinct((await table('certifications', CERTIFICATIONS)).map(toCertification).filter(present)),
    skills: namesOf(await table('skills', SKILLS)),
    languages: namesOf(await table('languages', LANGUAGES)),
  };
  return { content, warnings };
}
