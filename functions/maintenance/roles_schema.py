"""What stands in the schema of the maintenance: its memory, and two rights of the owner's."""

SCHEMA = "filmops"
_LEFTOVER_NAME = "_cc(new|old)[0-9]*$"
CARE = f"""
CREATE TABLE {SCHEMA}.care (
  window_id text, work text, relation text, was oid,
  dead_before bigint, dead_after bigint, lost_before bigint, bytes_before bigint, bytes_after bigint,
  tries int NOT NULL DEFAULT 0, began timestamptz, outcome text, why text,
  PRIMARY KEY (window_id, work, relation))"""
"""The memory of the work: planned, begun, ended. It survives whatever happens to a function."""

# How full an index is, in per cent. The owner may ask pgstattuple; whoever may maintain may not.
DENSITY = f"""CREATE OR REPLACE FUNCTION {SCHEMA}.density(index oid) RETURNS float8
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $fn$
DECLARE home text; found float8;
BEGIN
  SELECT nspname INTO STRICT home FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
  WHERE extname = 'pgstattuple';
  EXECUTE format('SELECT avg_leaf_density FROM %I.pgstatindex($1::regclass)', home)
  INTO found USING index;
  RETURN found;
END $fn$"""

# Drops what an interrupted REINDEX CONCURRENTLY left, and nothing else: the index is invalid, bears
# its mark, holds no constraint, and a valid one of the same definition stays. Under the lock no such
# REINDEX can run, so what is seen then is final.
DROP_LEFTOVER = f"""CREATE OR REPLACE FUNCTION {SCHEMA}.drop_leftover(leftover oid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $fn$
DECLARE its_table regclass;
BEGIN
  SELECT indrelid INTO its_table FROM pg_index WHERE indexrelid = leftover AND NOT indisvalid;
  IF NOT FOUND THEN RETURN false; END IF;
  EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', its_table);
  PERFORM FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_index twin ON twin.indrelid = i.indrelid AND twin.indisvalid
    AND (twin.indkey, twin.indclass, twin.indcollation, twin.indoption, twin.indisunique)
      = (i.indkey, i.indclass, i.indcollation, i.indoption, i.indisunique)
    AND pg_get_expr(twin.indexprs, twin.indrelid) IS NOT DISTINCT FROM pg_get_expr(i.indexprs, i.indrelid)
    AND pg_get_expr(twin.indpred, twin.indrelid) IS NOT DISTINCT FROM pg_get_expr(i.indpred, i.indrelid)
  WHERE i.indexrelid = leftover AND NOT i.indisvalid AND c.relname ~ '{_LEFTOVER_NAME}'
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = leftover);
  IF NOT FOUND THEN RETURN false; END IF;
  EXECUTE format('DROP INDEX %s', leftover::regclass);
  RETURN true;
END $fn$"""
