/**
 * The six types of operations and the rows they work on. Four of them update one row of one table; `bulk_delete`
 * deletes rows; `custom` is a mixed batch in which each operation has its own type.
 */
export const UPDATE_TYPES = ['order_update', 'professional_approval', 'service_update', 'user_update'] as const;
export type UpdateType = (typeof UPDATE_TYPES)[number];

/** Types of a single operation. */
export const SINGLE_TYPES = [...UPDATE_TYPES, 'bulk_delete'] as const;
export type SingleType = (typeof SINGLE_TYPES)[number];

/** Types of a batch. */
export const OPERATION_TYPES = [...SINGLE_TYPES, 'custom'] as const;
export type OperationType = (typeof OPERATION_TYPES)[number];

export const isOperationType = (value: unknown): value is OperationType =>
  OPERATION_TYPES.some((type) => type === value);
export const isSingleType = (value: unknown): value is SingleType => SINGLE_TYPES.some((type) => type === value);

/**
 * Methods that a type accepts; the first one is the default. It is PATCH except for `bulk_delete`, which cannot patch
 * anything: DELETE.
 */
export const METHODS: Readonly<Record<SingleType, readonly [string, ...string[]]>> = {
  order_update: ['PATCH'],
  professional_approval: ['PATCH'],
  service_update: ['PATCH'],
  user_update: ['PATCH'],
  bulk_delete: ['DELETE'],
};

/** Resources accepted by `bulk_delete` in `data.resource`. */
export const DELETABLE = ['orders', 'services', 'professionals'] as const;
export type Deletable = (typeof DELETABLE)[number];

export const isDeletable = (value: unknown): value is Deletable => DELETABLE.some((resource) => resource === value);

/**
 * Tables of the marketplace, in the order in which every transaction locks them, so that transactions never deadlock.
 */
export type TableName = 'orders' | 'professionals' | 'services' | 'users';

export const TABLE_OF: Readonly<Record<UpdateType, TableName>> = {
  order_update: 'orders',
  professional_approval: 'professionals',
  service_update: 'services',
  user_update: 'users',
};
