import { useSyncExternalStore } from 'react';
import { store, stored } from '../app/stored';

export const LANGUAGES = { en: 'English', pt: 'Português', ru: 'Русский' } as const;
export type Language = keyof typeof LANGUAGES;

/** What the service itself labels, in its three languages; everything else is English. */
const LABELS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    pending: 'Pending',
    confirmed: 'Confirmed',
    in_progress: 'In progress',
    processing: 'Processing',
    running: 'Running',
    paused: 'Paused',
    completed: 'Completed',
    succeeded: 'Succeeded',
    partial: 'Partially completed',
    failed: 'Failed',
    cancelled: 'Cancelled',
    low: 'Low',
    normal: 'Normal',
    high: 'High',
    urgent: 'Urgent',
    operations: 'Operations',
    contact_analysis: 'Contacts',
    url_analysis: 'URL analysis',
    company_extraction: 'Companies',
    profile_ingestion: 'Profiles',
    order_update: 'Order update',
    professional_approval: 'Professional approval',
    service_update: 'Service update',
    user_update: 'User update',
    bulk_delete: 'Bulk deletion',
    custom: 'Custom',
  },
  pt: {
    pending: 'Pendente',
    confirmed: 'Confirmado',
    in_progress: 'Em andamento',
    processing: 'Processando',
    running: 'Em execução',
    paused: 'Pausado',
    completed: 'Concluído',
    succeeded: 'Concluído',
    partial: 'Parcialmente concluído',
    failed: 'Falhou',
    cancelled: 'Cancelado',
    low: 'Baixa',
    normal: 'Normal',
    high: 'Alta',
    urgent: 'Urgente',
    order_update: 'Atualização de Pedidos',
    professional_approval: 'Aprovação de Profissionais',
    service_update: 'Atualização de Serviços',
    user_update: 'Atualização de Usuários',
    bulk_delete: 'Exclusão em Massa',
    custom: 'Personalizada',
  },
  ru: {
    pending: 'Ожидает',
    confirmed: 'Подтверждено',
    in_progress: 'В работе',
    processing: 'Выполняется',
    running: 'Выполняется',
    paused: 'Приостановлено',
    completed: 'Завершено',
    succeeded: 'Выполнено',
    partial: 'Завершено частично',
    failed: 'Не выполнено',
    cancelled: 'Отменено',
    low: 'Низкий',
    normal: 'Обычный',
    high: 'Высокий',
    urgent: 'Срочный',
    order_update: 'Обновление заказов',
    professional_approval: 'Одобрение специалистов',
    service_update: 'Обновление услуг',
    user_update: 'Обновление пользователей',
    bulk_delete: 'Массовое удаление',
    custom: 'Произвольная',
  },
};

const STORED = 'batchwright.language';
const listeners = new Set<() => void>();
let language: Language = readStored();

function readStored(): Language {
  const chosen = stored(STORED);
  return chosen === 'pt' || chosen === 'ru' ? chosen : 'en';
}

export function setLanguage(chosen: Language): void {
  language = chosen;
  store(STORED, chosen);
  for (const listener of listeners) listener();
}

export const useLanguage = (): Language =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => language,
  );

/** The word for a code of the service; a code nobody labelled is shown with spaces. */
export const labelOf = (code: string, chosen: Language = language): string =>
  LABELS[chosen][code] ?? LABELS.en[code] ?? code.replaceAll('_', ' ');
