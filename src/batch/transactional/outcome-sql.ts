/** Fails when the database does not take outcomes `$1`. */
export const TRY_OUTCOMES = 'SELECT $1::jsonb';
