import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cleanJson } from '../text/clean-text.js';
import type { ModelQuestion } from './chat-model.js';

/**
 * Days for which an answer is kept; each write deletes some older ones, so that the table needs no cleanup of its own.
 */
const KEPT_DAYS = 30;
const EXPIRED_DELETED_PER_WRITE = 20;

const hashOf = (model: string, { instructions, material, name, jsonSchema }: ModelQuestion<unknown>): string =>
  createHash('sha256')
    .update(JSON.stringify([model, name, jsonSchema, instructions, material]))
    .digest('hex');

/** Answers of language models: the same texts, form and model are asked once. */
@Injectable()
export class AnswerStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The kept answer; null when the model gave none of the form, undefined when it was not asked. */
  async find<T>(model: string, question: ModelQuestion<T>): Promise<T | null | undefined> {
    const rows: { readonly answer: unknown }[] = await this.dataSource.query(
      `SELECT answer FROM model_answers WHERE question_hash = decode($1, 'hex') AND created_at > now() - make_interval(days => $2)`,
      [hashOf(model, question), KEPT_DAYS],
    );
    const [row] = rows;
    if (row === undefined || row.answer === null) return row === undefined ? undefined : null;
    const checked = question.schema.safeParse(row.answer);
    return checked.success ? checked.data : undefined;
  }

  async keep(model: string, question: ModelQuestion<unknown>, answer: object | null): Promise<void> {
    await this.dataSource.query(
      `WITH expired AS (
         DELETE FROM model_answers WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM model_answers WHERE created_at < now() - make_interval(days => $5)
            ORDER BY created_at LIMIT ${EXPIRED_DELETED_PER_WRITE} FOR UPDATE SKIP LOCKED)))
       INSERT INTO model_answers (question_hash, model, material, answer)
       VALUES (decode($1, 'hex'), $2, $3::jsonb, $4::jsonb)
       ON CONFLICT (question_hash) DO UPDATE SET answer = excluded.answer, created_at = now()`,
      [
        hashOf(model, question),
        model,
        cleanJson(question.material),
        answer === null ? null : cleanJson(answer),
        KEPT_DAYS,
      ],
    );
  }
}
