import type { BatchStatus } from '../../batch/model/status/batch-status.js';
import type { OperationType } from '../../marketplace/rules/operation-type.js';

/** Languages of the labels. Brazilian Portuguese is the default, as published. */
export const LANGUAGES = ['pt-BR', 'en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

interface Labels {
  readonly status: Readonly<Record<BatchStatus, string>>;
  readonly operationType: Readonly<Record<OperationType, string>>;
}

/** Labels of the operations API by language. */
export const LABELS: Readonly<Record<Language, Labels>> = {
  'pt-BR': {
    status: {
      pending: 'Pendente',
      processing: 'Processando',
      paused: 'Pausado',
      completed: 'Concluído',
      partial: 'Parcialmente Concluído',
      failed: 'Falhou',
      cancelled: 'Cancelado',
    },
    operationType: {
      order_update: 'Atualização de Pedidos',
      professional_approval: 'Aprovação de Profissionais',
      service_update: 'Atualização de Serviços',
      user_update: 'Atualização de Usuários',
      bulk_delete: 'Exclusão em Massa',
      custom: 'Personalizada',
    },
  },
  en: {
    status: {
      pending: 'Pending',
      processing: 'Processing',
      paused: 'Paused',
      completed: 'Completed',
      partial: 'Partially completed',
      failed: 'Failed',
      cancelled: 'Cancelled',
    },
    operationType: {
      order_update: 'Order update',
      professional_approval: 'Professional approval',
      service_update: 'Service update',
      user_update: 'User update',
      bulk_delete: 'Bulk deletion',
      custom: 'Custom',
    },
  },
  ru: {
    status: {
      pending: 'Ожидает',
      processing: 'Выполняется',
      paused: 'Приостановлено',
      completed: 'Завершено',
      partial: 'Завершено частично',
      failed: 'Не выполнено',
      cancelled: 'Отменено',
    },
    operationType: {
      order_update: 'Обновление заказов',
      professional_approval: 'Одобрение специалистов',
      service_update: 'Обновление услуг',
      user_update: 'Обновление пользователей',
      bulk_delete: 'Массовое удаление',
      custom: 'Произвольная',
    },
  },
};

const BY_PRIMARY_TAG: Readonly<Record<string, Language>> = { pt: 'pt-BR', en: 'en', ru: 'ru' };
/** Maximum ranges parsed of a header; browsers send a few. */
const MAX_RANGES = 20;

/**
 * Language of the response by `Accept-Language` (RFC 9110 12.5.4): the known range with the greatest weight, the first
 * of equal ones; pt-BR when none is known. `*` is ignored. Ranges with q=0 are excluded.
 */
export function languageOf(header: string | undefined): Language {
  let best: { readonly language: Language; readonly weight: number } | undefined;
  for (const range of (header ?? '').split(',', MAX_RANGES)) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const language = BY_PRIMARY_TAG[tag.split('-', 1)[0] ?? ''];
    const weight = weightOf(parameters);
    if (language !== undefined && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? 'pt-BR';
}

function weightOf(parameters: readonly string[]): number {
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  if (quality === undefined) return 1;
  return /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(quality) ? Number(quality.slice(2)) : 0;
}
