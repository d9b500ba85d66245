import { afterCommit } from '../../platform/database/after-commit.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Attempt, BackgroundHandler } from '../../batch/model/handlers/handler.js';
import type { EndedItem, Item } from '../../batch/model/items/item.js';
import type { Kind } from '../../batch/model/kinds/kind.js';
import { Companies } from '../../company-extraction/companies.js';
import { checkProfileOptions, type ProfileOptions } from '../input/profile-options.js';
import { checkProfile, type ProfileInput } from '../input/check-profile.js';
import { EmbeddingStore } from '../embeddings/embedding-store.js';
import { EmployerStore } from '../store/employer-store.js';
import { RUN_OUTPUT_CAPACITY, RunOutputCache } from '../pipeline/run-output-cache.js';
import { PROFILE_COLUMNS } from './profile-export-columns.js';
import { type Ingested, ProfilePipeline } from '../pipeline/profile-pipeline.js';
import { placeKey, ProfileResultStore } from '../store/profile-result-store.js';
import type { ProfileOutput } from '../pipeline/profile-row.js';
import { type LinkWrite, ProfileStore, yearMonthText } from '../store/profile-store.js';
import { PROFILE_INGESTION } from './profile-ingestion.kind.js';

type Found = Omit<Ingested, 'output'>;
type Succeeded = {
  readonly ended: EndedItem<ProfileInput, ProfileOutput>;
  readonly output: ProfileOutput;
  readonly found: Found;
};

const NOTHING_ELSE: Found = { raw: null, employers: [], vectors: [] };

/** Ingests profiles by their LinkedIn address, with their companies; both are searchable by similarity. */
@Injectable()
export class ProfileIngestionHandler extends BackgroundHandler<ProfileInput, ProfileOptions, ProfileOutput> {
  readonly kind: Kind<ProfileInput, ProfileOptions> = {
    ...PROFILE_INGESTION,
    checkItem: checkProfile,
    checkOptions: checkProfileOptions,
    exportColumns: PROFILE_COLUMNS,
    inputFields: { paths: ['linkedin_url', 'name', 'suggested_role', 'include_companies'], isComplete: true },
  };

  private readonly runOutputs = new RunOutputCache<Found>(RUN_OUTPUT_CAPACITY);

  constructor(
    private readonly pipeline: ProfilePipeline,
    private readonly profiles: ProfileStore,
    private readonly results: ProfileResultStore,
    private readonly employers: EmployerStore,
    private readonly embeddings: EmbeddingStore,
    private readonly companies: Companies,
  ) {
    super();
  }

  async run(input: ProfileInput, attempt: Attempt<ProfileOptions>): Promise<ProfileOutput> {
    const { output, ...found } = await this.pipeline.ingest(input, attempt);
    this.runOutputs.put(attempt.batchId, attempt.index, found);
    return output;
  }

  /** From here on an erasure finds the items, whatever their results. */
  override async submitted(
    batch: { readonly id: number; readonly ownerId: number },
    items: readonly Item<ProfileInput>[],
    _options: ProfileOptions,
    tx: EntityManager,
  ): Promise<void> {
    await this.bind(
      items.map((item) => ({ ...item, batchId: batch.id, ownerId: batch.ownerId })),
      tx,
    );
  }

  /** An erasure finds rows of files that are no valid items by their addresses, where those are good. */
  override async refused(
    batch: { readonly id: number; readonly ownerId: number },
    items: readonly Item<object>[],
    options: ProfileOptions,
    tx: EntityManager,
  ): Promise<void> {
    const named = items.flatMap(({ index, input }) => {
      const { linkedin_url: url } = input as Partial<Record<keyof ProfileInput, unknown>>;
      return typeof url === 'string' ? [{ index, input: { ...(input as ProfileInput), linkedin_url: url } }] : [];
    });
    await this.submitted(batch, named, options, tx);
  }

  /**
   * Saves profiles, then employers owner by owner, then vectors: one order for all transactions, so that none deadlock.
   */
  async save(ended: readonly EndedItem<ProfileInput, ProfileOutput>[], tx: EntityManager): Promise<void> {
    const erased = await this.bind(ended, tx);
    await this.results.scrub(
      ended.filter((one) => erased.has(placeKey(one))),
      tx,
    );
    afterCommit(tx, () => this.runOutputs.delete(ended));
    const succeeded = ended.flatMap((one): Succeeded[] => {
      if (one.outcome.status !== 'succeeded' || erased.has(placeKey(one))) return [];
      const found = this.runOutputs.get(one.batchId, one.index) ?? NOTHING_ELSE;
      return [{ ended: one, output: one.outcome.output, found }];
    });
    await this.profiles.store(
      succeeded.map(({ ended: { ownerId, input }, output, found: { raw } }) => ({
        ownerId,
        role: input.suggested_role,
        output,
        raw,
      })),
      tx,
    );
    const owners = [...new Set(succeeded.map(({ ended: { ownerId } }) => ownerId))].sort((a, b) => a - b);
    for (const ownerId of owners)
      await this.saveOf(
        ownerId,
        succeeded.filter((one) => one.ended.ownerId === ownerId),
        tx,
      );
  }

  private bind(
    items: readonly (Item<ProfileInput> & { readonly batchId: number; readonly ownerId: number })[],
    tx: EntityManager,
  ): Promise<ReadonlySet<string>> {
    const bound = items.flatMap(({ batchId, ownerId, index, input }) => {
      const profileId = this.results.profileOf(ownerId, input.linkedin_url);
      return profileId === null ? [] : [{ batchId, index, profileId }];
    });
    return this.results.bind(bound, tx);
  }

  private async saveOf(ownerId: number, succeeded: readonly Succeeded[], tx: EntityManager): Promise<void> {
    // Of two results of one profile the later one applies, as in its row.
    const latest = [...new Map(succeeded.map((one) => [one.output.id, one])).values()];
    await this.employers.lock(ownerId, tx);
    const employers = latest.flatMap(({ found }) => found.employers);
    const ids = await this.employers.recogniseAgain(ownerId, employers, tx);
    await this.saveFacts(latest, ids, tx);
    await this.profiles.link(
      latest.map(({ output }) => output.id),
      latest.flatMap((one) => linksOf(one, ids)),
      tx,
    );
    const living = new Set(ids.values());
    await this.embeddings.store(
      latest
        .flatMap(({ found }) => found.vectors)
        .filter(({ subjectType, subjectId }) => subjectType === 'profile' || living.has(subjectId))
        .map((one) => ({ ...one, ownerId, textHash: one.hash })),
      tx,
    );
  }

  private async saveFacts(
    latest: readonly Succeeded[],
    ids: ReadonlyMap<string, string>,
    tx: EntityManager,
  ): Promise<void> {
    const known = new Map(
      latest
        .flatMap(({ found }) => found.employers)
        .flatMap(({ employer, company }) => {
          const id = ids.get(employer.key);
          return id === undefined || company === null ? [] : [[id, company] as const];
        }),
    );
    const stored = await this.companies.store([...known.values()], tx);
    await this.employers.storeFacts(
      [...known].map(([id, { data }], at) => ({ id, facts: data, companyId: stored[at]?.id ?? null })),
      tx,
    );
  }
}

/** The positions of a profile at the processed employers, newest first. */
function linksOf({ output, found }: Succeeded, ids: ReadonlyMap<string, string>): LinkWrite[] {
  return found.employers
    .flatMap(({ employer }) => {
      const companyId = ids.get(employer.key);
      return companyId === undefined ? [] : employer.positions.map((position) => ({ companyId, position }));
    })
    .map(({ companyId, position }, ordinal) => ({
      profileId: output.id,
      ordinal,
      companyId,
      title: position.title,
      started: yearMonthText(position.start),
      ended: yearMonthText(position.end),
      isCurrent: position.is_current,
    }));
}
