import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Checked } from '../../batch/model/kinds/kind.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';
import { faultsOf } from '../../platform/http/validation.js';
import { ProfileOptionsDto } from './profile-options.dto.js';

/** Options of a batch of profiles, as stored with the batch. */
export interface ProfileOptions {
  /** Questions to each paid provider; absent: no limit. */
  readonly max_provider_calls?: number;
  /** Tokens that the language model may cost; absent: it is not asked. */
  readonly max_model_tokens?: number;
}

/** Leaves out what was not given. */
export const toProfileOptions = ({ max_provider_calls, max_model_tokens }: ProfileOptionsDto): ProfileOptions => ({
  ...(max_provider_calls == null ? {} : { max_provider_calls }),
  ...(max_model_tokens == null ? {} : { max_model_tokens }),
});

/**
 * Validates options submitted through the generic batch API; concurrency and priority are fields of the batch, not
 * options.
 */
export function checkProfileOptions(raw: unknown): Checked<ProfileOptions> {
  if (raw !== undefined && !isPlainObject(raw)) return { faults: [fault('', 'must be an object', raw, 'dict_type')] };
  const dto = plainToInstance(ProfileOptionsDto, raw ?? {});
  const errors = validateSync(dto, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) return { faults: errors.flatMap((error) => faultsOf(error, '')) };
  return { value: toProfileOptions(dto) };
}
