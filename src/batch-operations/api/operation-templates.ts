import type { OperationType } from '../../marketplace/rules/operation-type.js';

/** A frequent change that can be applied to a list of ids. */
interface OperationTemplate {
  /** What the template does, and which roles may use it. */
  readonly description: string;
  readonly operation_type: OperationType;
  readonly method: 'PATCH' | 'DELETE';
  readonly data: Readonly<Record<string, unknown>>;
}

const change = (
  operation_type: OperationType,
  data: Readonly<Record<string, unknown>>,
  description: string,
): OperationTemplate => ({ description, operation_type, method: 'PATCH', data });

/** Templates by name. A template grants no rights: each operation is checked as if it were written out. */
export const OPERATION_TEMPLATES = {
  confirm_orders: change('order_update', { status: 'confirmed' }, 'Confirm pending orders.'),
  start_orders: change('order_update', { status: 'in_progress' }, 'Begin work on confirmed orders.'),
  complete_orders: change('order_update', { status: 'completed' }, 'Complete orders.'),
  cancel_orders: change('order_update', { status: 'cancelled' }, 'Cancel orders that have not ended.'),
  approve_professionals: change('professional_approval', { is_approved: true }, 'Approve professionals.'),
  verify_professionals: change('professional_approval', { is_verified: true }, 'Verify approved professionals.'),
  suspend_professionals: change(
    'professional_approval',
    { is_approved: false, is_verified: false },
    'Withdraw approval and verification together.',
  ),
  show_services: change('service_update', { is_active: true }, 'Offer services.'),
  hide_services: change('service_update', { is_active: false }, 'Stop offering services; orders of them stay.'),
  deactivate_users: change('user_update', { is_active: false }, 'Close accounts; their API keys stop working.'),
  delete_orders: {
    description: 'Delete orders; needs the scope operations:bulk_delete.',
    operation_type: 'bulk_delete',
    method: 'DELETE',
    data: { resource: 'orders' },
  },
} as const satisfies Readonly<Record<string, OperationTemplate>>;

export type TemplateName = keyof typeof OPERATION_TEMPLATES;
export const TEMPLATE_NAMES = Object.keys(OPERATION_TEMPLATES) as readonly TemplateName[];
