import { Injectable } from '@nestjs/common';
import type { Ledger } from '../../batch/spending/ledger.js';
import { Deadline } from '../../platform/concurrency/deadline.js';
import { SingleFlight } from '../../platform/concurrency/single-flight.js';
import { AppConfig } from '../../platform/config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AnswerStore } from '../../platform/llm/answer-store.js';
import { ChatModel, MODEL } from '../../platform/llm/chat-model.js';
import { addTokens, costOf, type ModelUse, NO_TOKENS, type TokenUse } from '../../platform/llm/token-use.js';
import { mostTokens } from '../../platform/llm/token-estimate.js';
import type { Fact } from '../facts/fact.js';
import type { Run, StoredPage } from '../facts/source-step.js';
import type { MergedCompany } from './merge-company.js';
import { companyQuestion, factsOfAnswer, MODEL_FIELDS, type ModelField } from './model-questions.js';

interface ModelFacts {
  readonly facts: readonly Fact[];
  /** Undefined when nothing was asked. */
  readonly use?: ModelUse;
}

type Question = ReturnType<typeof companyQuestion>;

interface Asked {
  readonly value: Parameters<typeof factsOfAnswer>[0] | null;
  readonly use: ModelUse;
}

/** What an answer costs that was kept, or that another item asked for. */
const noUse = (config: AppConfig): ModelUse => ({ ...NO_TOKENS, calls: 0, cost_usd: costOf(NO_TOKENS, config) });
/** Milliseconds that a company keeps for the rest of its work when the model is slow. */
const MARGIN_MS = 1_000;
/** Milliseconds for an item without a limit; `ChatModel` limits each exchange by itself. */
const LONGEST_MS = 3_600_000;

/** Fields that the other sources leave empty or contradict each other about. */
const openFields = ({ single, conflicts }: MergedCompany): readonly ModelField[] =>
  MODEL_FIELDS.filter((field) => single[field] === null || conflicts.some((conflict) => conflict.field === field));

/**
 * The language model as one more source: asked for what the others leave open, of the pages that were read, within the
 * limit of tokens; what it cannot show in the page is left out. A model that fails costs a warning.
 */
@Injectable()
export class CompanyModel {
  private readonly flights = new SingleFlight<Asked>();

  constructor(
    private readonly chat: ChatModel,
    private readonly answers: AnswerStore,
    private readonly config: AppConfig,
  ) {}

  isConfigured(): boolean {
    return this.chat.isConfigured();
  }

  async ask(name: string, merged: MergedCompany, pages: readonly StoredPage[], run: Run): Promise<ModelFacts> {
    const fields = openFields(merged);
    const { ledger } = run;
    if (!this.isConfigured() || ledger === undefined || pages.length === 0 || fields.length === 0) return { facts: [] };
    const question = companyQuestion(name, fields, pages);
    const deadline = new Deadline(timeFor(run), run.signal);
    let spent: TokenUse = NO_TOKENS;
    try {
      const known = await this.answers.find(this.chat.model, question);
      const asked =
        known === undefined
          ? await this.askOnce(question, ledger, deadline.signal, (use) => (spent = use))
          : { value: known, use: noUse(this.config) };
      if (asked === null) run.warn('model: not asked, the batch allows no more tokens');
      else if (asked.value === null) run.warn('model: gave no answer of the form asked for');
      if (asked === null) return { facts: [] };
      return { facts: asked.value === null ? [] : factsOfAnswer(asked.value, fields, pages, run.warn), use: asked.use };
    } catch (error) {
      if (run.signal.aborted) throw error;
      run.warn(`model: ${error instanceof AppError ? error.code : 'INTERNAL_ERROR'}`);
      return spent === NO_TOKENS ? { facts: [] } : { facts: [], use: this.useOf(spent) };
    } finally {
      deadline.dispose();
    }
  }

  /**
   * Asks within the limit of tokens of the item's own ledger; null when that is reached. Items that ask the same at the
   * same time share one request, which is counted for the one that sent it.
   */
  private async askOnce(
    question: Question,
    ledger: Ledger,
    signal: AbortSignal,
    onUse: (all: TokenUse) => void,
  ): Promise<Asked | null> {
    const reserved = mostTokens(question.material);
    if (!(await ledger.reserve(MODEL, reserved))) return null;
    let isOwn = false;
    const send = (shared: AbortSignal): Promise<Asked> => {
      isOwn = true;
      return this.send(question, ledger, reserved, shared, onUse);
    };
    try {
      const key = JSON.stringify([question.jsonSchema, question.material]);
      const { value, isShared } = await this.flights.run(key, signal, send);
      return isShared ? { ...value, use: noUse(this.config) } : value;
    } finally {
      if (!isOwn) await ledger.giveBack(MODEL, reserved);
    }
  }

  /** Sends the question, keeps the answer and counts what it cost, also when only its first exchange was answered. */
  private async send(
    question: Question,
    ledger: Ledger,
    reserved: number,
    signal: AbortSignal,
    onUse: (all: TokenUse) => void,
  ): Promise<Asked> {
    let use: TokenUse = NO_TOKENS;
    try {
      const { value } = await this.chat.ask(question, signal, (spent) => onUse((use = addTokens(use, spent))));
      await this.answers.keep(this.chat.model, question, value);
      return { value, use: this.useOf(use) };
    } finally {
      await ledger.charge(MODEL, reserved, use);
    }
  }

  private readonly useOf = (use: TokenUse): ModelUse => ({ ...use, calls: 1, cost_usd: costOf(use, this.config) });
}

/** Milliseconds that the model may take: what is left of the item, but for the margin. */
const timeFor = ({ endsAt }: Run): number =>
  endsAt === undefined ? LONGEST_MS : Math.max(0, endsAt - performance.now() - MARGIN_MS);
