-- What Django cannot say: a journal that only grows. The migration splits this text at each line "-- n" + "ext".
CREATE TRIGGER journal_insert BEFORE INSERT ON journal BEGIN
    SELECT RAISE(ABORT, 'journal: this id is taken')
        WHERE EXISTS (SELECT 1 FROM journal WHERE event = NEW.event)
           OR EXISTS (SELECT 1 FROM journal WHERE rowid = NEW.rowid);
    SELECT RAISE(ABORT, 'journal: the number does not follow the one before')
        WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE person = NEW.person);
END;
-- next
CREATE TRIGGER journal_update BEFORE UPDATE ON journal BEGIN
    SELECT RAISE(ABORT, 'journal: entries are never changed');
END;
-- next
CREATE TRIGGER journal_delete BEFORE DELETE ON journal
    WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE person = OLD.person AND gate_id IS NOT NULL) BEGIN
    SELECT RAISE(ABORT, 'journal: entries are removed by an erasure only');
END;
-- next
CREATE TRIGGER audit_insert BEFORE INSERT ON audit BEGIN
    SELECT RAISE(ABORT, 'audit: this line is there')
        WHERE EXISTS (SELECT 1 FROM audit WHERE rowid = NEW.rowid);
    SELECT RAISE(ABORT, 'audit: the number does not follow the one before')
        WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit WHERE person = NEW.person);
END;
-- next
CREATE TRIGGER audit_update BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'audit: lines are never changed');
END;
-- next
CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'audit: lines are never removed');
END;
-- next
CREATE TRIGGER audit_detail_insert BEFORE INSERT ON audit_detail
    WHEN EXISTS (SELECT 1 FROM audit_detail WHERE person = NEW.person AND seq = NEW.seq)
      OR EXISTS (SELECT 1 FROM audit_detail WHERE rowid = NEW.rowid) BEGIN
    SELECT RAISE(ABORT, 'audit_detail: this line is there');
END;
-- next
CREATE TRIGGER audit_detail_update BEFORE UPDATE ON audit_detail BEGIN
    SELECT RAISE(ABORT, 'audit_detail: lines are never changed');
END;
-- next
CREATE TRIGGER audit_detail_delete BEFORE DELETE ON audit_detail
    WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE person = OLD.person AND gate_id IS NOT NULL) BEGIN
    SELECT RAISE(ABORT, 'audit_detail: lines are removed by an erasure only');
END;
-- next
CREATE TRIGGER protocol_text_insert BEFORE INSERT ON protocol_text
    WHEN EXISTS (SELECT 1 FROM protocol_text WHERE digest = NEW.digest)
      OR EXISTS (SELECT 1 FROM protocol_text WHERE rowid = NEW.rowid) BEGIN
    SELECT RAISE(ABORT, 'protocol_text: this text is there');
END;
-- next
CREATE TRIGGER protocol_text_update BEFORE UPDATE ON protocol_text BEGIN
    SELECT RAISE(ABORT, 'protocol_text: texts are never changed');
END;
-- next
CREATE TRIGGER protocol_text_delete BEFORE DELETE ON protocol_text BEGIN
    SELECT RAISE(ABORT, 'protocol_text: texts are never removed');
END;
-- next
CREATE TRIGGER erasure_insert BEFORE INSERT ON erasure
    WHEN EXISTS (SELECT 1 FROM erasure WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'erasure: this one is there');
END;
-- next
CREATE TRIGGER erasure_update BEFORE UPDATE ON erasure
    WHEN NEW.gate_id IS NOT NULL OR OLD.gate_id IS NULL OR NEW.id IS NOT OLD.id
      OR NEW.person IS NOT OLD.person OR NEW.at IS NOT OLD.at OR NEW.audit_seq IS NOT OLD.audit_seq BEGIN
    SELECT RAISE(ABORT, 'erasure: it can be closed, and nothing else');
END;
-- next
CREATE TRIGGER erasure_delete BEFORE DELETE ON erasure BEGIN
    SELECT RAISE(ABORT, 'erasure: the list is never shortened');
END;
-- next
CREATE TRIGGER erasure_gate_insert BEFORE INSERT ON erasure_gate BEGIN
    SELECT RAISE(ABORT, 'erasure_gate: it stays empty');
END;
