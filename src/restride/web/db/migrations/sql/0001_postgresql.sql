-- What Django cannot say: a journal that only grows. The migration splits this text at each line "-- n" + "ext".
CREATE FUNCTION restride_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: % is refused, entries stay as they are', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
-- next
CREATE FUNCTION restride_refuse_unless_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM erasure WHERE person = OLD.person AND gate_id IS NOT NULL) THEN
        RAISE EXCEPTION '%: entries are removed by an erasure only', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;
-- next
CREATE FUNCTION restride_journal_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM journal WHERE event = NEW.event) THEN
        RAISE EXCEPTION 'journal: this id is taken' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE person = NEW.person) THEN
        RAISE EXCEPTION 'journal: the number does not follow the one before'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
-- next
CREATE FUNCTION restride_audit_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM audit WHERE person = NEW.person) THEN
        RAISE EXCEPTION 'audit: the number does not follow the one before'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
-- next
CREATE FUNCTION restride_erasure_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.gate_id IS NOT NULL OR OLD.gate_id IS NULL OR NEW.id <> OLD.id OR NEW.person <> OLD.person
        OR NEW.at <> OLD.at OR NEW.audit_seq <> OLD.audit_seq THEN
        RAISE EXCEPTION 'erasure: it can be closed, and nothing else'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
-- next
CREATE TRIGGER journal_insert BEFORE INSERT ON journal
    FOR EACH ROW EXECUTE FUNCTION restride_journal_insert();
-- next
CREATE TRIGGER journal_update BEFORE UPDATE ON journal FOR EACH ROW EXECUTE FUNCTION restride_refuse();
-- next
CREATE TRIGGER journal_delete BEFORE DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION restride_refuse_unless_erasing();
-- next
CREATE TRIGGER journal_truncate BEFORE TRUNCATE ON journal EXECUTE FUNCTION restride_refuse();
-- next
CREATE TRIGGER audit_insert BEFORE INSERT ON audit
    FOR EACH ROW EXECUTE FUNCTION restride_audit_insert();
-- next
CREATE TRIGGER audit_update BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION restride_refuse();
-- next
CREATE TRIGGER audit_truncate BEFORE TRUNCATE ON audit EXECUTE FUNCTION restride_refuse();
-- next
CREATE TRIGGER audit_detail_update BEFORE UPDATE ON audit_detail
    FOR EACH ROW EXECUTE FUNCTION restride_refuse();
-- next
CREATE TRIGGER audit_detail_delete BEFORE DELETE ON audit_detail
    FOR EACH ROW EXECUTE FUNCTION restride_refuse_unless_erasing();
-- next
CREATE TRIGGER audit_detail_truncate BEFORE TRUNCATE ON audit_detail EXECUTE FUNCTION restride_refuse();
-- next
CREATE TRIGGER protocol_text_update BEFORE UPDATE OR DELETE ON protocol_text
    FOR EACH ROW EXECUTE FUNCTION restride_refuse();
-- next
CREATE TRIGGER protocol_text_truncate BEFORE TRUNCATE ON protocol_text EXECUTE FUNCTION restride_refuse();
-- next
CREATE TRIGGER erasure_update BEFORE UPDATE ON erasure
    FOR EACH ROW EXECUTE FUNCTION restride_erasure_update();
-- next
CREATE TRIGGER erasure_delete BEFORE DELETE ON erasure FOR EACH ROW EXECUTE FUNCTION restride_refuse();
-- next
CREATE TRIGGER erasure_truncate BEFORE TRUNCATE ON erasure EXECUTE FUNCTION restride_refuse();
-- next
CREATE TRIGGER erasure_gate_insert BEFORE INSERT ON erasure_gate
    FOR EACH ROW EXECUTE FUNCTION restride_refuse();
