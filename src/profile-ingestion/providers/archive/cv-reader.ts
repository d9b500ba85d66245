import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Ledger } from '../../../batch/spending/ledger.js';
import { SPENDING_SETTINGS } from '../../../batch/spending/spending.settings.js';
import { AppConfig } from '../../../platform/config/config.js';
import { Deadline } from '../../../platform/concurrency/deadline.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { ChatModel, MODEL, type ModelAnswer, type ModelQuestion } from '../../../platform/llm/chat-model.js';
import { objectForm, TEXT, TEXT_OR_NULL } from '../../../platform/llm/answer-form.js';
import { bearsOut, findQuote, hasTerm } from '../../../platform/llm/find-quote.js';
import { LLM_SETTINGS } from '../../../platform/llm/llm.settings.js';
import { addTokens, costOf, type ModelUse, NO_TOKENS, type TokenUse } from '../../../platform/llm/token-use.js';
import { mostTokens } from '../../../platform/llm/token-estimate.js';
import { cleanText } from '../../../platform/text/clean-text.js';
import { companyRefFromUrl } from '../../profile/company-ref.js';
import {
  newestFirst,
  positionOf,
  type Certification,
  type Education,
  type Experience,
  type ProfileContent,
} from '../../profile/profile.js';
import { refuse, refuseExcess } from './archive-limits.js';
import { decodeText } from './csv-table.js';
import { baseName, type ImportedArchive } from './parse-archive.js';
import { isOngoing, parsePartialDate } from './partial-date.js';

/** Characters of a CV that are read. */
const MAX_CV = 24_000;
const MAX_ENTRIES = 40;

const text = z.string().max(600).nullish();
const quote = z.string().max(600);
const answerSchema = z.object({
  full_name: z.object({ value: z.string().max(200), quote }).nullish(),
  headline: z.object({ value: z.string().max(300), quote }).nullish(),
  location: z.object({ value: z.string().max(200), quote }).nullish(),
  experience: z
    .array(z.object({ company: text, title: text, start: text, end: text, location: text, quote }))
    .max(MAX_ENTRIES),
  education: z
    .array(z.object({ school: text, degree: text, field: text, start: text, end: text, quote }))
    .max(MAX_ENTRIES),
  certifications: z.array(z.object({ name: text, issuer: text, issued: text, quote })).max(MAX_ENTRIES),
  skills: z.array(z.string().max(100)).max(100),
});
type Answer = z.infer<typeof answerSchema>;

const INSTRUCTIONS = `You read a person's CV and state what stands there. Each entry has a quote: a part of the CV of at most 500 characters,
copied letter by letter, in which all of the entry's values stand. Dates as written. Leave out what does not stand there, and give null
for values that are missing. Never infer, translate, complete or correct.`;

const entries = (...fields: readonly string[]): object => ({
  type: 'array',
  items: objectForm({ ...Object.fromEntries(fields.map((field) => [field, TEXT_OR_NULL])), quote: TEXT }),
});
const SINGLE = { anyOf: [objectForm({ value: TEXT, quote: TEXT }), { type: 'null' }] };
const JSON_SCHEMA = objectForm({
  full_name: SINGLE,
  headline: SINGLE,
  location: SINGLE,
  experience: entries('company', 'title', 'start', 'end', 'location'),
  education: entries('school', 'degree', 'field', 'start', 'end'),
  certifications: entries('name', 'issuer', 'issued'),
  skills: { type: 'array', items: TEXT },
}) as Readonly<Record<string, unknown>>;

/**
 * Reads a CV in free text with the language model, where one is configured. What it says counts only with a quote that
 * stands in the text. Nothing is kept besides the profile: a CV is erased with it.
 */
@Injectable()
export class CvReader {
  constructor(
    private readonly chat: ChatModel,
    private readonly config: AppConfig,
  ) {}

  /**
   * Throws ARCHIVE_REJECTED, RATE_LIMITED when the ledger's limit is reached, the errors of `ChatModel`, and the
   * signal's reason.
   */
  async read(name: string, bytes: Uint8Array, ledger: Ledger, signal: AbortSignal): Promise<ImportedArchive> {
    if (!this.chat.isConfigured() || SPENDING_SETTINGS.of(this.config).LLM_BATCH_TOKENS === 0)
      throw refuse('unsupported', 'A CV in free text is read where a language model is configured (LLM_URL).', name);
    const whole = beginningOf(bytes);
    const cv = whole.slice(0, MAX_CV);
    const question: ModelQuestion<Answer> = {
      ...{ instructions: INSTRUCTIONS, material: { cv }, name: 'cv', jsonSchema: JSON_SCHEMA, schema: answerSchema },
    };
    const { value, use } = await this.ask(name, question, ledger, signal);
    if (value === null)
      throw refuse('nothing_to_read', 'The language model gave no answer of the form asked for.', name);
    const warnings = whole.length > MAX_CV ? [`Only the first ${MAX_CV} characters were read.`] : [];
    const content = contentOf(value, cv, (text) => warnings.push(text));
    if (content.full_name === null && content.experience.length === 0)
      throw refuse('nothing_to_read', 'Nothing in the text could be shown to be of a CV.', name);
    const model: ModelUse = { calls: 1, ...use, cost_usd: costOf(use, this.config) };
    return { format: 'cv_text', content, linkedin: null, files: [baseName(name)], warnings, model };
  }

  private async ask(
    name: string,
    question: ModelQuestion<Answer>,
    ledger: Ledger,
    signal: AbortSignal,
  ): Promise<ModelAnswer<Answer>> {
    const reserved = mostTokens(question.material);
    const limit = SPENDING_SETTINGS.of(this.config).LLM_BATCH_TOKENS;
    if (reserved > limit)
      throw refuseExcess('too_large', 'The CV may cost more tokens than LLM_BATCH_TOKENS.', name, limit, reserved);
    if (!(await ledger.reserve(MODEL, reserved)))
      throw new AppError('RATE_LIMITED', 'The language model has read as many CVs of yours today as it may.', {
        retryAfter: secondsOfToday(),
        details: { limit, unit: 'tokens' },
      });
    let use: TokenUse = NO_TOKENS;
    const deadline = new Deadline(2_000 * LLM_SETTINGS.of(this.config).LLM_TIMEOUT_SECONDS, signal);
    try {
      return await this.chat.ask(question, deadline.signal, (spent) => (use = addTokens(use, spent)));
    } finally {
      deadline.dispose();
      await ledger.charge(MODEL, reserved, use);
    }
  }
}

const DAY_SECONDS = 86_400;
/** Seconds until midnight in UTC. */
const secondsOfToday = (): number => DAY_SECONDS - (Math.floor(Date.now() / 1_000) % DAY_SECONDS);

/** Somewhat more than the characters that are read; a file has up to 8 MiB. */
function beginningOf(bytes: Uint8Array): string {
  let end = Math.min(bytes.length, 4 * (MAX_CV + 1));
  // A character of UTF-8 that is cut in two would make the text look like Windows-1252.
  for (let steps = 0; steps < 3 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80; steps += 1) end -= 1;
  return cleanText(decodeText(Buffer.from(bytes.subarray(0, end))));
}

/** Whether an entry's quote stands in the CV and says its values; the others are told. */
type Stands = (what: string, quote: string, values: readonly (string | null | undefined)[]) => boolean;

const standsIn =
  (cv: string, warn: (text: string) => void): Stands =>
  (what, said, values) => {
    const place = findQuote(cv, said);
    const isShown =
      place !== null && values.every((value) => value == null || value === '' || bearsOut(place.text, value));
    if (!isShown) warn(`${what} left out: its quote does not stand in the CV, or does not say it.`);
    return isShown;
  };

const experienceOf = ({ experience }: Answer, stands: Stands): readonly Experience[] =>
  experience
    .filter(({ quote: said, company, title, location, start, end }) =>
      stands('experience', said, [company, title, location, start, end]),
    )
    .filter(({ company, title }) => Boolean(company ?? title))
    .map(({ company, title, location, start, end }) => ({
      company_name: company ?? '',
      company_ref: companyRefFromUrl(null),
      title: title ?? null,
      location: location ?? null,
      start: parsePartialDate(start ?? null),
      end: parsePartialDate(end ?? null),
      is_current: isOngoing(start ?? null, end ?? null),
      description: null,
    }));

const educationOf = ({ education }: Answer, stands: Stands): readonly Education[] =>
  education
    .filter(({ quote: said, ...one }) =>
      stands('education', said, [one.school, one.degree, one.field, one.start, one.end]),
    )
    .flatMap(({ school, degree, field, start, end }) => {
      const dates = { start: parsePartialDate(start ?? null), end: parsePartialDate(end ?? null) };
      return school ? [{ school, degree: degree ?? null, field: field ?? null, description: null, ...dates }] : [];
    });

const certificationsOf = ({ certifications }: Answer, stands: Stands): readonly Certification[] =>
  certifications
    .filter(({ quote: said, name, issuer, issued }) => stands('certification', said, [name, issuer, issued]))
    .flatMap(({ name, issuer, issued }) => {
      const rest = { issued: parsePartialDate(issued ?? null), expires: null, credential_id: null, url: null };
      return name ? [{ name, issuer: issuer ?? null, ...rest }] : [];
    });

/** What the answer says and the CV bears out. */
function contentOf(answer: Answer, cv: string, warn: (text: string) => void): ProfileContent {
  const stands = standsIn(cv, warn);
  const single = (what: 'full_name' | 'headline' | 'location'): string | null => {
    const said = answer[what];
    return said != null && stands(what, said.quote, [said.value]) ? said.value : null;
  };
  const experience = experienceOf(answer, stands);
  const headline = single('headline');
  return {
    full_name: single('full_name'),
    headline,
    position: positionOf(experience, headline),
    about: null,
    location: single('location'),
    industry: null,
    experience: newestFirst(experience),
    education: educationOf(answer, stands),
    certifications: certificationsOf(answer, stands),
    skills: [...new Set(answer.skills)].filter((skill) => hasTerm(cv, skill)),
    languages: [],
  };
}
