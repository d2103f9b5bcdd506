"""How the ledger forgets what it says of an article that is erased, and of nothing else.

`redact_acts` runs as its owner, who migrates: the app's role can't change the ledger, but may call this. The trigger
on the ledger asks `is_being_erased` as well: only beside a standing tombstone, and only as long as the article's row is
there, which is to the end of the transaction that erases it.
"""

from django.db import migrations

ROWS = """
CREATE FUNCTION rows_of_article(erased bigint) RETURNS TABLE (kind text, key bigint)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH
    receipts AS (
        SELECT id FROM articles_appearance
        WHERE article_id = erased OR article_id IS NULL AND original IN (
            SELECT unnest(originals) FROM articles_tombstone WHERE article = erased
        )
    ),
    texts AS (SELECT id FROM articles_text WHERE article_id = erased),
    quotes AS (SELECT id FROM claims_quote WHERE text_id IN (SELECT id FROM texts)),
    claims AS (SELECT id FROM claims_claim WHERE quote_id IN (SELECT id FROM quotes))
    SELECT 'articles.article', erased
    UNION ALL SELECT 'articles.appearance', id FROM receipts
    UNION ALL SELECT 'articles.text', id FROM texts
    UNION ALL SELECT 'articles.job', id FROM articles_job
        WHERE kind = 'extract' AND target_id IN (SELECT id FROM receipts)
           OR kind <> 'extract' AND target_id IN (SELECT id FROM texts)
    UNION ALL SELECT 'speakers.voice', id FROM speakers_voice WHERE text_id IN (SELECT id FROM texts)
    UNION ALL SELECT 'claims.quote', id FROM quotes
    UNION ALL SELECT 'claims.claim', id FROM claims
    UNION ALL SELECT 'claims.conflict', id FROM claims_conflict
        WHERE left_id IN (SELECT id FROM claims) OR right_id IN (SELECT id FROM claims)
    UNION ALL SELECT 'claims.groupmember', id FROM claims_groupmember WHERE claim_id IN (SELECT id FROM claims)
$$
"""

IS_BEING_ERASED = """
CREATE FUNCTION is_being_erased(of_kind text, of_key bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM articles_tombstone AS tombstone
        JOIN articles_article AS article ON article.id = tombstone.article,
        LATERAL rows_of_article(tombstone.article) AS mine
        WHERE tombstone.lifted_at IS NULL AND mine.kind = of_kind AND mine.key = of_key
    )
$$
"""

REDACT = """
CREATE FUNCTION redact_acts(erased bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    redacted bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM articles_tombstone WHERE article = erased AND lifted_at IS NULL) THEN
        RAISE EXCEPTION 'article % has no tombstone', erased USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE accounts_act SET reason = '', before = '{}', after = '{}'
    FROM rows_of_article(erased) AS mine
    WHERE object_type = mine.kind AND object_id = mine.key;
    GET DIAGNOSTICS redacted = ROW_COUNT;
    RETURN redacted;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_redaction"),
        ("articles", "0006_tombstone"),
        ("claims", "0009_groups"),
        ("speakers", "0003_fill_decided_pairs"),
    ]

    operations = [
        migrations.RunSQL(ROWS, "DROP FUNCTION rows_of_article(bigint)"),
        migrations.RunSQL(IS_BEING_ERASED, "DROP FUNCTION is_being_erased(text, bigint)"),
        migrations.RunSQL(REDACT, "DROP FUNCTION redact_acts(bigint)"),
    ]
