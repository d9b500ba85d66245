/** Every lease that ends leaves a row: whether its time was over, and which items stood in it. */
export const LOG_LEASES = `
  CREATE TABLE ended_leases (batch_id bigint, was_over boolean, running integer[]);
  CREATE FUNCTION log_lease() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO public.ended_leases VALUES (OLD.batch_id, OLD.lease_until < now(), OLD.running);
    RETURN NULL;
  END $$;
  CREATE TRIGGER log_lease AFTER DELETE ON batch_leases FOR EACH ROW EXECUTE FUNCTION log_lease()`;
